import { defineConfig } from 'vite';

// The router serves dist/ below /explorer/. Everything is bundled, the editor's workers too: it works without a network.
export default defineConfig({
  base: '/explorer/',
  build: { target: 'es2023', chunkSizeWarningLimit: 8_000, assetsInlineLimit: 0 },
  worker: { format: 'es' },
});

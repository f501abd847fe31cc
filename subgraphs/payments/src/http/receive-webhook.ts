import { route } from '@stoa/subgraph-kit';
import type { House } from '../context.ts';

/** Larger than any event of any provider, small enough to be harmless. */
const LARGEST_HOOK_BYTES = 256 * 1024;

/** The door of providers. Whatever is wrong with a hook, it is told nothing but that. */
export const receiveWebhook = route(
  'POST',
  '/hooks/:provider',
  ({ commands }: House) =>
    async ({ request, params, door }) => {
      const announcedBytes = Number(request.headers.get('content-length') ?? 0);
      const rawBody = announcedBytes > LARGEST_HOOK_BYTES ? undefined : Buffer.from(await request.arrayBuffer());
      if (!rawBody || rawBody.length > LARGEST_HOOK_BYTES) return new Response(null, { status: 413 });
      const stored = await commands.storeProviderEvent(door(), {
        provider: params['provider'] ?? '',
        rawBody,
        headers: request.headers,
      });
      if (stored.ok) return new Response(null, { status: 204 });
      return new Response(null, { status: stored.failure.kind === 'UNKNOWN_PROVIDER' ? 404 : 400 });
    },
);

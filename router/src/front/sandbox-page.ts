import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';

/** Apollo Sandbox for browsers that open the graph's address, with a link to the explorer that needs no network. */
export const sandboxPage = ({ hasExplorer }: { hasExplorer: boolean }): ApolloServerPlugin => {
  const sandbox = ApolloServerPluginLandingPageLocalDefault({ embed: { runTelemetry: false }, footer: false });
  return {
    serverWillStart: async (service) => {
      const started = (await sandbox.serverWillStart?.(service)) ?? {};
      return {
        renderLandingPage: async () => {
          const page = await started.renderLandingPage?.();
          const html = async () => (typeof page?.html === 'function' ? page.html() : (page?.html ?? ''));
          return { html: async () => (hasExplorer ? withLink(await html()) : html()) };
        },
      };
    },
  };
};

// The page's own policy allows styles by their nonce alone.
function withLink(html: string): string {
  const nonce = /'nonce-([0-9a-f]+)'/.exec(html)?.[1] ?? '';
  return html.replace('</body>', `<style nonce="${nonce}">${STYLE}</style>${LINK}</body>`);
}

const LINK = '<a class="local-explorer" href="/explorer/">No network? Open the Stoa explorer</a>';
const STYLE = `
  .local-explorer { position: fixed; right: 16px; bottom: 12px; z-index: 10; padding: 6px 12px; border-radius: 6px;
    background: #1b2240; color: #fff; font: 13px system-ui, sans-serif; text-decoration: none; }
  .local-explorer:hover, .local-explorer:focus-visible { text-decoration: underline; }`;

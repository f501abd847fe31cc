import { escaped, htmlPage } from '@stoa/subgraph-kit';

/** A small page about an account. `body` is HTML; `title` is text. */
export const page = ({ title, body, status = 200 }: { title: string; body: string; status?: number }): Response =>
  htmlPage({
    title,
    site: 'Stoa',
    style: STYLE,
    body: `<main><h1>${escaped(title)}</h1>
${body}
</main>`,
    status,
    allows: ["style-src 'unsafe-inline'", "form-action 'self'"],
  });

const STYLE = `
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f1ec; color: #262421;
  font: 16px/1.5 system-ui, sans-serif }
main { background: #fff; border-radius: 12px; padding: 2.5rem; max-width: 26rem; margin: 1rem;
  box-shadow: 0 1px 3px #0002, 0 8px 30px #0000000f }
h1 { margin: 0 0 .75rem; font-size: 1.5rem }
button { margin-top: 1rem; padding: .7rem 1.4rem; border: 0; border-radius: 8px; background: #262421; color: #fff;
  font: inherit; cursor: pointer }
button:focus-visible { outline: 3px solid #8a6d3b; outline-offset: 2px }`;

/** A small page that needs no script. `body` is HTML; `title` is text. */
export const page = ({ title, body, status = 200 }: { title: string; body: string; status?: number }): Response =>
  new Response(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text(title)} · Stoa</title>
<style>${STYLE}</style>
</head>
<body><main><h1>${text(title)}</h1>
${body}
</main></body>
</html>
`,
    { status, headers: HEADERS },
  );

/** Text as it may stand in HTML, also in an attribute. */
export const text = (raw: string): string => raw.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

// The address holds a secret: it must not leak to other sites by the referrer, nor into caches.
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

const STYLE = `
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f1ec; color: #262421;
  font: 16px/1.5 system-ui, sans-serif }
main { background: #fff; border-radius: 12px; padding: 2.5rem; max-width: 26rem; margin: 1rem;
  box-shadow: 0 1px 3px #0002, 0 8px 30px #0000000f }
h1 { margin: 0 0 .75rem; font-size: 1.5rem }
button { margin-top: 1rem; padding: .7rem 1.4rem; border: 0; border-radius: 8px; background: #262421; color: #fff;
  font: inherit; cursor: pointer }
button:focus-visible { outline: 3px solid #8a6d3b; outline-offset: 2px }`;

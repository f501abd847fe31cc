/** What a page is made of. */
export interface HtmlPage {
  /** Text; shown with `site` in the window's title. */
  readonly title: string;
  readonly site: string;
  /** CSS. */
  readonly style: string;
  /** HTML: whoever writes it escapes what it did not write itself. */
  readonly body: string;
  /** HTTP status; default 200. */
  readonly status?: number;
  /** Content-Security-Policy directives of what this page may do: everything else is forbidden. */
  readonly allows: readonly string[];
}

/** A small page that runs no script, cannot be framed, is not kept by caches, and tells no other site its address: that may hold a secret. */
export const htmlPage = ({ title, site, style, body, status = 200, allows }: HtmlPage): Response =>
  new Response(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)} · ${escaped(site)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`,
    { status, headers: { ...HEADERS, 'content-security-policy': policy(allows) } },
  );

/** Text as it may stand between tags and in attributes. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const policy = (allows: readonly string[]) =>
  ["default-src 'none'", ...allows, "base-uri 'none'", "frame-ancestors 'none'"].join('; ');

import { expect, test } from '@jest/globals';
import { escaped, htmlPage } from '../src/subgraph-kit.ts';

const aPage = { title: 'A <b> page', site: 'Stoa', style: 'p{color:red}', body: '<p>Here.</p>', allows: [] };

test('text cannot leave its place, neither between tags nor in an attribute', () => {
  expect(escaped(`<a title="x" onclick='y'>&`)).toBe('&lt;a title=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;');
});

test('a page shows its title as text and its body as it is', async () => {
  const text = await htmlPage(aPage).text();
  expect(text).toContain('<title>A &lt;b&gt; page · Stoa</title>');
  expect(text).toContain('<p>Here.</p>');
});

test('a page may do what it allows and nothing else, and is kept and framed nowhere', () => {
  const { status, headers } = htmlPage({ ...aPage, status: 404, allows: ["form-action 'self'"] });
  expect(status).toBe(404);
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

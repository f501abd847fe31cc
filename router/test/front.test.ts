import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Log } from '@stoa/platform';
import { aRouter, silent } from './a-router.ts';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
let directory: string;
let router: Awaited<ReturnType<typeof aRouter>>;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'explorer-'));
  mkdirSync(path.join(directory, 'assets'));
  writeFileSync(path.join(directory, 'index.html'), '<title>Stoa explorer</title>');
  writeFileSync(path.join(directory, 'assets/index-1.js'), '1');
  writeFileSync(path.join(directory, 'assets/index-2.js'), '2');
  writeFileSync(path.join(directory, '.inputs'), 'stamp');
  router = await aRouter('direct', { explorerDirectory: directory });
});
afterAll(async () => {
  await router.close();
  rmSync(directory, { recursive: true });
});
const get = (pathname: string, headers: Record<string, string> = {}) =>
  fetch(router.url + pathname, { headers, redirect: 'manual' });

describe('for browsers', () => {
  test('the address of the graph shows Apollo Sandbox, and the way to the explorer', async () => {
    const response = await get('/', browser);
    const html = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(html).toContain('embeddable-sandbox');
    expect(html).toContain('"runTelemetry":false');
    expect(html).toMatch(/<style nonce="[0-9a-f]{64}">[^<]*local-explorer/);
    expect(html).toContain('href="/explorer/"');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('the explorer is served from its own files', async () => {
    const page = await get('/explorer/');
    expect([page.status, await page.text(), page.headers.get('cache-control')]).toEqual([
      200,
      '<title>Stoa explorer</title>',
      'no-cache',
    ]);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    const script = await get('/explorer/assets/index-1.js');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(script.headers.get('cache-control')).toContain('immutable');
    const moved = await get('/explorer');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/explorer/']);
  });

  test.each([
    '/explorer/.inputs',
    '/explorer/..%2f..%2fetc/passwd',
    '/explorer/../../etc/passwd',
    '/explorer/assets',
    '/explorer/none.js',
  ])('%s leads nowhere', async (pathname) => expect((await get(pathname)).status).toBe(404));

  test('a page that fails is logged without what stands behind its question mark: it may be a secret', async () => {
    const lines: object[] = [];
    const log = { ...silent, error: (fields: object) => void lines.push(fields) } as unknown as Log;
    const failing = await aRouter('direct', { explorerDirectory: directory, log });
    rmSync(path.join(directory, 'assets/index-2.js'));
    await fetch(`${failing.url}/explorer/assets/index-2.js?s=opens-the-page`).catch(() => undefined);
    expect(lines).toMatchObject([{ path: '/explorer/assets/index-2.js' }]);
    expect(JSON.stringify(lines)).not.toContain('opens-the-page');
    await failing.close();
  });

  test('pages of any origin may ask while developing, without credentials', async () => {
    const preflight = await fetch(`${router.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-cart-token');
    expect(preflight.headers.has('access-control-allow-credentials')).toBe(false);
  });
});

test('in production there is no landing page, no explorer, no introspection, no suggestion and no foreign page', async () => {
  const production = await aRouter('direct', { isProduction: true });
  const asks = await fetch(production.url, { headers: browser });
  expect(asks.status).toBe(400);
  expect((await fetch(`${production.url}/explorer/`)).status).toBe(404);
  const introspection = await production.ask('{ __schema { queryType { name } } }', {
    headers: { accept: 'application/graphql-response+json' },
  });
  expect([introspection.status, introspection.errors?.[0]?.extensions.code]).toEqual([
    400,
    expect.stringMatching(/INTROSPECTION|VALIDATION/),
  ]);
  const misspelt = await production.ask('{ callerSen }');
  expect(JSON.stringify(misspelt.errors)).not.toContain('callerSeen');
  const foreign = await fetch(`${production.url}/graphql`, {
    method: 'POST',
    body: '{"query":"{ callerSeen }"}',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
  });
  expect(foreign.headers.has('access-control-allow-origin')).toBe(false);
  await production.close();
});

test('origins are those that were named', async () => {
  const shop = await aRouter('direct', { origins: ['https://shop.example'] });
  const from = async (origin: string) =>
    (await fetch(`${shop.url}/graphql`, { method: 'POST', headers: { origin } })).headers.get(
      'access-control-allow-origin',
    );
  expect([await from('https://shop.example'), await from('https://evil.example')]).toEqual([
    'https://shop.example',
    null,
  ]);
  await shop.close();
});

describe('while it closes', () => {
  test('it is alive but not ready, answers what has begun and takes nothing new', async () => {
    const closing = await aRouter('direct');
    expect((await fetch(`${closing.url}/health/ready`)).status).toBe(200);
    const begun = closing.ask('{ slow(ms: 300) }');
    while (closing.fetches.length === 0) await new Promise((resolve) => setImmediate(resolve));

    closing.router.drain();
    expect((await fetch(`${closing.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${closing.url}/health/live`)).status).toBe(200);

    const closed = closing.router.close({ drainMs: 10_000 });
    expect((await begun).data).toEqual({ slow: 'done' });
    await closed;
    await expect(fetch(`${closing.url}/health/live`)).rejects.toThrow();
  });

  test('what hangs is cut after the time given', async () => {
    const closing = await aRouter('direct');
    const begun = closing.ask('{ slow(ms: 60000) }');
    while (closing.fetches.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const cut = expect(begun).rejects.toThrow();
    await closing.router.close({ drainMs: 50 });
    await cut;
  });
});

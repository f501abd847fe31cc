import { describe, expect, test } from '@jest/globals';
import type { Caller } from '@stoa/kernel';
import { CALLER_HEADER, createHttpShell, signCaller, type SubgraphRequest } from '@stoa/subgraph-kit';
import { aFetch, KEY, silent } from './transport/a-fetch.ts';
import { aServer, listen, transportTo } from './transport/a-server.ts';

test('a page keeps its status, its cookies and its compressed bytes', async () => {
  const url = await aServer((_request, response) => {
    response.appendHeader('set-cookie', 'a=1').appendHeader('set-cookie', 'b=2');
    response.writeHead(203, { 'content-encoding': 'gzip', 'x-stoa-caller': 'leak' }).end(Buffer.from([1, 2, 3]));
  });
  const answer = (await transportTo(url).http(new Request('http://users/auth/x?y=1'), 'request-1')) as Response;
  expect([answer.status, answer.headers.getSetCookie(), answer.headers.get('content-encoding')]).toEqual([
    203,
    ['a=1', 'b=2'],
    'gzip',
  ]);
  expect(answer.headers.has('x-stoa-caller')).toBe(false);
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 2, 3]);
});

describe("a subgraph's own port", () => {
  const body = JSON.stringify({ query: '{ callerSeen }' });
  const claims = { caller: {}, requestId: 'request-1', deadline: Date.now() + 5_000 };
  const aPort = async () => {
    const callers: Caller[] = [];
    const subgraph = {
      handle: ({ caller }: SubgraphRequest) => {
        callers.push(caller);
        return Promise.resolve({ data: {} });
      },
      http: () => Promise.resolve(undefined),
      check: () => Promise.resolve(),
    };
    return { url: await listen(createHttpShell({ subgraph, routerKey: KEY, log: silent })), callers };
  };

  test.each<[string, string | undefined]>([
    ['no claims', undefined],
    ['claims under another key', signCaller('a key of another subgraph altogether', claims, body, Date.now())],
    ['claims for another body', signCaller(KEY, claims, '{"query":"{ ownSecret }"}', Date.now())],
    ['expired claims', signCaller(KEY, claims, body, Date.now() - 31_000)],
    ['claims that were changed', signCaller(KEY, claims, body, Date.now()).replace(/^./, 'f')],
  ])('refuses %s', async (_, token) => {
    const { url, callers } = await aPort();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      body,
      headers: token === undefined ? {} : { [CALLER_HEADER]: token },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'CALLER_REFUSED' } }] });
    expect(callers).toEqual([]);
  });

  test('answers the router, and is told the caller', async () => {
    const { url, callers } = await aPort();
    const transport = transportTo(url, { key: KEY });
    expect(await transport.fetch(aFetch({ request: { caller: { guest: 'g' } } }))).toEqual({ data: {} });
    expect(callers).toEqual([{ guest: 'g' }]);
  });
});

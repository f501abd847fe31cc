import { getEventListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { createHttpShell, type SubgraphHandler, type SubgraphRequest } from '@stoa/subgraph-kit';
import { directTransport } from '../../src/transport/direct-transport.ts';
import type { SubgraphTransport } from '../../src/transport/subgraph-transport.ts';
import { aFetch, aText, failure, inMs, KEY, silent } from './a-fetch.ts';
import { aServer, bodyOf, listen, transportTo } from './a-server.ts';

type Adapter = (handle: SubgraphHandler, options?: { timeoutMs?: number }) => Promise<SubgraphTransport>;
const nothing = () => Promise.resolve(undefined);

const direct: Adapter = async (handle, options) =>
  directTransport({ handle, http: nothing }, { log: silent, ...options });

/** A server that knows nothing of Stoa. */
const http: Adapter = async (handle, options) =>
  transportTo(await aServer((request, response) => void answer(handle, request, response)), options);

const httpToStoas: Adapter = async (handle, options) => {
  const subgraph = { handle, http: nothing, check: () => Promise.resolve() };
  return transportTo(await listen(createHttpShell({ subgraph, routerKey: KEY, log: silent })), {
    key: KEY,
    ...options,
  });
};

async function answer(handle: SubgraphHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  const { query, variables } = JSON.parse(await bodyOf(request)) as SubgraphRequest;
  const { traceparent, 'x-request-id': requestId } = request.headers as Record<string, string>;
  const seen = { query, variables, requestId: requestId ?? '', traceparent, caller: {}, deadline: inMs(0) };
  await handle({ ...seen, signal: left.signal }).then(
    (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    () => response.writeHead(500).end('oops'),
  );
}

/** A handler that remembers what it was asked. */
const remembering = (reply: SubgraphHandler = () => Promise.resolve({ data: { a: 1 } })) => {
  const requests: SubgraphRequest[] = [];
  const handle: SubgraphHandler = (request) => {
    requests.push(request);
    return reply(request);
  };
  return { handle, requests };
};

const hanging = () => {
  const began = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const { handle, requests } = remembering(({ signal }) => {
    signal?.addEventListener('abort', () => left.resolve());
    began.resolve();
    return new Promise(() => undefined);
  });
  return { handle, requests, began: began.promise, left: left.promise };
};

describe.each<[string, Adapter]>([
  ['a call in the same process', direct],
  ['HTTP', http],
  ["HTTP to Stoa's own", httpToStoas],
])('a transport by %s', (_, adapter) => {
  test('carries the query, its variables and the ids there, and the data back', async () => {
    const { handle, requests } = remembering();
    const transport = await adapter(handle);
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await transport.fetch(
      aFetch({ query: aText('query($n: Int) { a(n: $n) }'), variables: { n: 1 }, request: { traceparent } }),
    );
    expect(answer).toEqual({ data: { a: 1 } });
    expect(requests).toMatchObject([
      { query: 'query($n: Int) { a(n: $n) }', variables: { n: 1 }, requestId: 'request-1', traceparent },
    ]);
  });

  test('sends no variables when there are none', async () => {
    const { handle, requests } = remembering();
    await (await adapter(handle)).fetch(aFetch());
    expect(requests[0]?.variables).toBeUndefined();
  });

  test('carries the representations of several variables beside other variables', async () => {
    const { handle, requests } = remembering();
    const transport = await adapter(handle);
    const entities = [
      { __typename: 'T', id: '1' },
      { __typename: 'T', id: 'ü "2"' },
    ];
    const values = transport.takes === 'texts' ? entities.map((entity) => JSON.stringify(entity)) : entities;
    const representations = [
      { variable: 'representations', values },
      { variable: 'representations_2', values: values.slice(1) },
    ];
    await transport.fetch(aFetch({ variables: { first: 3, text: '"},' }, representations }));
    await transport.fetch(aFetch({ representations: representations.slice(1) }));
    expect(requests.map(({ variables }) => variables)).toEqual([
      { representations: entities, representations_2: entities.slice(1), first: 3, text: '"},' },
      { representations_2: entities.slice(1) },
    ]);
  });

  test('hands on errors beside partial data', async () => {
    const response = {
      data: { a: null, b: 1 },
      errors: [{ message: 'No.', path: ['a'], extensions: { code: 'FORBIDDEN' } }, { message: 'without a code' }],
    };
    expect(await (await adapter(() => Promise.resolve(response))).fetch(aFetch())).toEqual(response);
  });

  test('hands on errors without data', async () => {
    const response = { errors: [{ message: 'No.', extensions: { code: 'BAD_USER_INPUT' } }] };
    expect(await (await adapter(() => Promise.resolve(response))).fetch(aFetch())).toEqual(response);
  });

  test('takes names of the prototype for names', async () => {
    const odd = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const parsed = () => JSON.parse(odd) as Record<string, unknown>;
    const { handle, requests } = remembering(() => Promise.resolve({ data: parsed() }));
    const transport = await adapter(handle);
    const values = [transport.takes === 'texts' ? odd : parsed()];
    const answer = await transport.fetch(
      aFetch({
        variables: { constructor: 1, inner: parsed() },
        representations: [{ variable: 'representations', values }],
      }),
    );
    expect(JSON.stringify(answer.data)).toBe(odd);
    const { representations, ...variables } = requests[0]?.variables ?? {};
    expect(JSON.stringify(representations)).toBe(`[${odd}]`);
    expect(JSON.stringify(variables)).toBe(`{"constructor":1,"inner":${odd}}`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('makes a coded error of a subgraph that breaks, and logs it', async () => {
    const transport = await adapter(() => Promise.reject(new Error('a secret')));
    expect(await transport.fetch(aFetch())).toEqual(failure('INTERNAL_SERVER_ERROR'));
  });

  test('answers by the deadline, and the subgraph learns that nobody waits', async () => {
    const { handle, left } = hanging();
    expect(await (await adapter(handle)).fetch(aFetch({ request: { deadline: inMs(80) } }))).toEqual(
      failure('DEADLINE_EXCEEDED'),
    );
    await left;
  });

  test("answers by the subgraph's own time limit when that is sooner", async () => {
    const { handle } = hanging();
    const transport = await adapter(handle, { timeoutMs: 80 });
    expect(await transport.fetch(aFetch())).toEqual(failure('DEADLINE_EXCEEDED'));
  });

  test('answers at once when the client leaves, and the subgraph learns of it', async () => {
    const { handle, began, left } = hanging();
    const client = new AbortController();
    const answer = (await adapter(handle)).fetch(aFetch({ request: { signal: client.signal } }));
    await began;
    client.abort();
    expect(await answer).toEqual(failure('DEADLINE_EXCEEDED'));
    await left;
  });

  test.each([
    ['whose deadline has passed', () => ({ deadline: inMs(-1) })],
    ['whose client has left', () => ({ signal: AbortSignal.abort() })],
  ])('sends nothing for a request %s', async (_name, request) => {
    const { handle, requests } = remembering();
    expect(await (await adapter(handle)).fetch(aFetch({ request: request() }))).toEqual(failure('DEADLINE_EXCEEDED'));
    expect(requests).toEqual([]);
  });

  test('sends a mutation once, whatever becomes of it', async () => {
    const { handle, requests } = remembering(() => Promise.reject(new Error('gone')));
    await (await adapter(handle)).fetch(aFetch({ query: aText('mutation { a }', 'mutation') }));
    expect(requests).toHaveLength(1);
  });

  test('leaves no listener and no timer behind', async () => {
    const client = new AbortController();
    const transport = await adapter(remembering().handle);
    await transport.fetch(aFetch());
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await Promise.all(
      Array.from({ length: 20 }, () => transport.fetch(aFetch({ request: { signal: client.signal } }))),
    );
    expect(getEventListeners(client.signal, 'abort')).toHaveLength(0);
    expect(timers() - before).toBeLessThan(20);
  });
});

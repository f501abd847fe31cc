import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { CALLER_HEADER, createHttpShell, signCaller, type SubgraphRequest } from '@stoa/subgraph-kit';
import { httpTransport } from '../src/router.ts';
import { aGraph } from './a-graph.ts';
import { keyOf, listen, silent, stop } from './a-router.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const aPeer = async (listener: RequestListener) => {
  const server = createServer(listener);
  closing.push(() => stop(server));
  return listen(server);
};

const transportTo = (url: string) => {
  const transport = httpTransport({ url, key: keyOf('users'), log: silent, answerLimit: 10_000 });
  closing.push(transport.close);
  return transport;
};

const aRequest = (overrides: Partial<SubgraphRequest> = {}): SubgraphRequest => ({
  query: '{ paymentMethods }',
  caller: {},
  requestId: 'request-1',
  deadline: new Date(Date.now() + 5_000),
  ...overrides,
});

const failure = (code: string) => ({
  errors: [{ message: expect.any(String), extensions: { code, requestId: 'request-1' } }],
});

describe('an answer that is no answer becomes a coded error', () => {
  test.each<[string, string, number, string]>([
    ['no JSON', 'INTERNAL_SERVER_ERROR', 200, '<html>'],
    ['half of one', 'INTERNAL_SERVER_ERROR', 200, '{"data":{"a":1}'],
    ['no response', 'INTERNAL_SERVER_ERROR', 200, '{}'],
    ['data that is a list', 'INTERNAL_SERVER_ERROR', 200, '{"data":[]}'],
    ['errors without words', 'INTERNAL_SERVER_ERROR', 200, '{"errors":[{}]}'],
    ['null', 'INTERNAL_SERVER_ERROR', 200, 'null'],
    ['too large', 'INTERNAL_SERVER_ERROR', 200, JSON.stringify({ data: { a: 'x'.repeat(20_000) } })],
    ['a refusal', 'INTERNAL_SERVER_ERROR', 401, '{"errors":[{"message":"secret reason"}]}'],
    ['a redirect', 'INTERNAL_SERVER_ERROR', 302, ''],
    ['unavailable', 'TEMPORARILY_UNAVAILABLE', 503, 'busy'],
  ])('%s: %s', async (_, code, status, body) => {
    const url = await aPeer((_request, response) => void response.writeHead(status).end(body));
    expect(await transportTo(url).handle(aRequest())).toEqual(failure(code));
  });

  test('nobody there: TEMPORARILY_UNAVAILABLE', async () => {
    const server = createServer();
    const url = await listen(server);
    await stop(server);
    expect(await transportTo(url).handle(aRequest())).toEqual(failure('TEMPORARILY_UNAVAILABLE'));
  });

  test('too slow: DEADLINE_EXCEEDED, and the peer sees that nobody waits', async () => {
    const left = Promise.withResolvers<void>();
    const url = await aPeer((_request, response) => void response.once('close', () => left.resolve()));
    const answer = await transportTo(url).handle(aRequest({ deadline: new Date(Date.now() + 100) }));
    expect(answer).toEqual(failure('DEADLINE_EXCEEDED'));
    await left.promise;
  });

  test('slow in the middle of its body: DEADLINE_EXCEEDED', async () => {
    const url = await aPeer((_request, response) => void response.writeHead(200).write('{"data"'));
    expect(await transportTo(url).handle(aRequest({ deadline: new Date(Date.now() + 100) }))).toEqual(
      failure('DEADLINE_EXCEEDED'),
    );
  });

  test('a client that leaves ends the fetch', async () => {
    const left = Promise.withResolvers<void>();
    const client = new AbortController();
    const url = await aPeer((_request, response) => {
      response.once('close', () => left.resolve());
      client.abort();
    });
    expect(await transportTo(url).handle(aRequest({ signal: client.signal }))).toEqual(failure('DEADLINE_EXCEEDED'));
    await left.promise;
  });
});

describe('a connection that the peer closes under our hands', () => {
  const closingPeer = () => {
    let attempts = 0;
    const peer = aPeer((request, response) => {
      attempts += 1;
      if (attempts === 1) return void request.socket.destroy();
      response.end('{"data":{"a":1}}');
    });
    return { peer, attempts: () => attempts };
  };

  test('is read again for a query', async () => {
    const { peer } = closingPeer();
    expect(await transportTo(await peer).handle(aRequest())).toEqual({ data: { a: 1 } });
  });

  test('is an outage for a mutation, which may have been done', async () => {
    const { peer, attempts } = closingPeer();
    const answer = await transportTo(await peer).handle(aRequest({ query: 'mutation { a }' }));
    expect([answer, attempts()]).toEqual([failure('TEMPORARILY_UNAVAILABLE'), 1]);
  });
});

test('a page keeps its status, its cookies and its compressed bytes', async () => {
  const url = await aPeer((_request, response) => {
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
    const subgraph = aGraph().subgraphs.find(({ name }) => name === 'users') as ReturnType<
      typeof aGraph
    >['subgraphs'][number];
    const server = createHttpShell({ subgraph, routerKey: keyOf('users'), log: silent });
    closing.push(() => stop(server));
    return { url: await listen(server), subgraph };
  };

  test.each<[string, string | undefined]>([
    ['no claims', undefined],
    ['claims under another key', signCaller(keyOf('products'), claims, body, Date.now())],
    ['claims for another body', signCaller(keyOf('users'), claims, '{"query":"{ ownSecret }"}', Date.now())],
    ['expired claims', signCaller(keyOf('users'), claims, body, Date.now() - 31_000)],
    ['claims that were changed', signCaller(keyOf('users'), claims, body, Date.now()).replace(/^./, 'f')],
  ])('refuses %s', async (_, token) => {
    const { url, subgraph } = await aPort();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      body,
      headers: token === undefined ? {} : { [CALLER_HEADER]: token },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'CALLER_REFUSED' } }] });
    expect(subgraph.requests).toHaveLength(0);
  });

  test('answers the router', async () => {
    const { url } = await aPort();
    expect(await transportTo(url).handle(aRequest({ query: '{ callerSeen }', caller: { guest: 'g' } }))).toEqual({
      data: { callerSeen: '{"guest":"g"}' },
    });
  });
});

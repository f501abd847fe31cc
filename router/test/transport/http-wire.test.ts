import { once } from 'node:events';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { CALLER_HEADER } from '@stoa/subgraph-kit';
import { aFetch, aText, failure, inMs, KEY } from './a-fetch.ts';
import { aServer, aSocketServer, bodyOf, listen, transportTo } from './a-server.ts';

const aMutation = aText('mutation { a }', 'mutation');

describe('an answer that is no answer becomes a coded error', () => {
  const cases: [string, string, number, string][] = [
    ['no JSON', 'INTERNAL_SERVER_ERROR', 200, '<html>'],
    ['half of one', 'INTERNAL_SERVER_ERROR', 200, '{"data":{"a":1}'],
    ['nothing', 'INTERNAL_SERVER_ERROR', 200, ''],
    ['no response', 'INTERNAL_SERVER_ERROR', 200, '{}'],
    ['data that is a list', 'INTERNAL_SERVER_ERROR', 200, '{"data":[]}'],
    ['errors without words', 'INTERNAL_SERVER_ERROR', 200, '{"errors":[{}]}'],
    ['null', 'INTERNAL_SERVER_ERROR', 200, 'null'],
    ['null with an empty list of errors', 'INTERNAL_SERVER_ERROR', 200, '{"data":null,"errors":[]}'],
    ['too large', 'INTERNAL_SERVER_ERROR', 200, JSON.stringify({ data: { a: 'x'.repeat(20_000) } })],
    ['a refusal without words', 'INTERNAL_SERVER_ERROR', 401, ''],
    ['a redirect', 'INTERNAL_SERVER_ERROR', 302, '{"errors":[{"message":"moved"}]}'],
    ['a failure with data alone', 'INTERNAL_SERVER_ERROR', 500, '{"data":{"a":1}}'],
    ['unavailable', 'TEMPORARILY_UNAVAILABLE', 503, 'busy'],
    ['too many requests', 'TEMPORARILY_UNAVAILABLE', 429, 'busy'],
  ];
  test.each(cases)('%s: %s', async (_, code, status, body) => {
    const url = await aServer((_request, response) => void response.writeHead(status).end(body));
    expect(await transportTo(url, { answerLimit: 10_000 }).fetch(aFetch())).toEqual(failure(code));
  });

  test('nobody there: TEMPORARILY_UNAVAILABLE', async () => {
    expect(await transportTo('http://127.0.0.1:1').fetch(aFetch())).toEqual(failure('TEMPORARILY_UNAVAILABLE'));
  });

  test('an answer without end is cut at the limit', async () => {
    const cut = Promise.withResolvers<void>();
    const url = await aServer((_request, response) => {
      response.once('close', () => cut.resolve());
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(1_000)));
        response.once('drain', more);
      };
      more();
    });
    expect(await transportTo(url, { answerLimit: 50_000 }).fetch(aFetch())).toEqual(failure('INTERNAL_SERVER_ERROR'));
    await cut.promise;
  });

  test('a header that cannot be sent', async () => {
    const url = await aServer((_request, response) => void response.end('{"data":{}}'));
    const headersFor = () => ({ 'x-name': 'line\nbreak' });
    expect(await transportTo(url).fetch(aFetch({ request: { headersFor } }))).toEqual(failure('INTERNAL_SERVER_ERROR'));
  });

  test('variables that are no JSON', async () => {
    const transport = transportTo('http://127.0.0.1:1');
    expect(await transport.fetch(aFetch({ variables: { n: 1n } }))).toEqual(failure('INTERNAL_SERVER_ERROR'));
  });
});

describe('errors that come with a status of their own', () => {
  const refused = '{"errors":[{"message":"Not you.","extensions":{"code":"UNAUTHENTICATED"}}]}';

  test.each([400, 401, 422, 500, 503])('%i: a foreign subgraph means them', async (status) => {
    const url = await aServer((_request, response) => void response.writeHead(status).end(refused));
    expect(await transportTo(url).fetch(aFetch())).toEqual(JSON.parse(refused));
  });

  test("one of Stoa's has refused the router itself", async () => {
    const url = await aServer((_request, response) => void response.writeHead(401).end(refused));
    expect(await transportTo(url, { key: KEY }).fetch(aFetch())).toEqual(failure('INTERNAL_SERVER_ERROR'));
  });
});

describe('what goes over the wire', () => {
  const aMirror = () =>
    aServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { url, method, headers } = request;
        response.end(JSON.stringify({ data: { url, method, headers, body } }));
      });
    });
  const sent = async (url: string, fetch = aFetch(), options = {}) => {
    const { data } = await transportTo(url, options).fetch(fetch);
    return data as { url: string; method: string; headers: Record<string, string>; body: string };
  };

  test('a GraphQL request in JSON', async () => {
    const { method, headers, body } = await sent(await aMirror());
    expect([method, body]).toEqual(['POST', '{"query":"{ a }"}']);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'x-request-id': 'request-1',
    });
    expect(headers).not.toHaveProperty(CALLER_HEADER);
    expect(headers).not.toHaveProperty('traceparent');
  });

  test('a variable called __proto__ stays a variable', async () => {
    const variables = JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>;
    expect((await sent(await aMirror(), aFetch({ variables }))).body).toBe(
      '{"query":"{ a }","variables":{"__proto__":{"a":1}}}',
    );
  });

  test.each([
    ['', '/graphql'],
    ['/', '/'],
    ['/api/query?v=2', '/api/query?v=2'],
  ])('to the path of the address: "%s" is %s', async (suffix, path) => {
    expect((await sent((await aMirror()) + suffix)).url).toBe(path);
  });

  test('what is forwarded, but nothing that the transport says itself', async () => {
    const headersFor = (subgraph: string) => ({
      authorization: `Bearer for ${subgraph}`,
      'X-Stoa-Caller': 'forged',
      'x-request-id': 'forged',
      host: 'evil',
      'content-length': '1',
      'transfer-encoding': 'chunked',
      'accept-encoding': 'gzip',
      connection: 'close',
    });
    const { headers } = await sent(await aMirror(), aFetch({ request: { headersFor } }));
    expect(headers).toMatchObject({
      authorization: 'Bearer for things',
      'x-request-id': 'request-1',
      connection: 'keep-alive',
    });
    expect(headers['host']).toMatch(/^127/);
    for (const name of [CALLER_HEADER, 'transfer-encoding', 'accept-encoding'])
      expect(headers).not.toHaveProperty(name);
  });
});

describe('a peer that does not finish', () => {
  test('slow drip: DEADLINE_EXCEEDED, and the connection is cut', async () => {
    const cut = Promise.withResolvers<void>();
    const url = await aServer((_request, response) => {
      response.writeHead(200).write('{"data":{"a":"');
      const drip = setInterval(() => response.write('x'), 5);
      response.once('close', () => {
        clearInterval(drip);
        cut.resolve();
      });
    });
    expect(await transportTo(url).fetch(aFetch({ request: { deadline: inMs(80) } }))).toEqual(
      failure('DEADLINE_EXCEEDED'),
    );
    await cut.promise;
  });

  test('dropped in the middle of its body: TEMPORARILY_UNAVAILABLE, and not asked again', async () => {
    let asked = 0;
    const url = await aServer((_request, response) => {
      asked += 1;
      response.writeHead(200, { 'content-length': 100 }).write('{"data":', () => response.destroy());
    });
    expect(await transportTo(url).fetch(aFetch())).toEqual(failure('TEMPORARILY_UNAVAILABLE'));
    expect(asked).toBe(1);
  });

  test('no HTTP at all', async () => {
    const url = await aSocketServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')));
    expect(await transportTo(url).fetch(aFetch())).toEqual(failure('INTERNAL_SERVER_ERROR'));
  });
});

describe('a connection that the peer closes as we write', () => {
  /** Answers the first request of every connection, and hangs up at the second. */
  const tiredPeer = async () => {
    const asked: string[] = [];
    const url = await aSocketServer((socket: Socket) => {
      let requests = 0;
      socket.on('data', (chunk) => {
        requests += 1;
        asked.push(chunk.toString());
        if (requests > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{"data":{"a":1}}');
      });
    });
    const transport = transportTo(url, { connections: 1 });
    await transport.fetch(aFetch());
    return { transport, asked };
  };

  test('is tried again for a query', async () => {
    const { transport, asked } = await tiredPeer();
    expect(await transport.fetch(aFetch())).toEqual({ data: { a: 1 } });
    expect(asked).toHaveLength(3);
  });

  test('is an outage for a mutation, which may have been done', async () => {
    const { transport, asked } = await tiredPeer();
    expect(await transport.fetch(aFetch({ query: aMutation }))).toEqual(failure('TEMPORARILY_UNAVAILABLE'));
    expect(asked).toHaveLength(2);
  });

  test('is tried again once', async () => {
    let asked = 0;
    const url = await aSocketServer((socket) => {
      socket.once('data', () => {
        asked += 1;
        socket.destroy();
      });
    });
    expect(await transportTo(url).fetch(aFetch())).toEqual(failure('TEMPORARILY_UNAVAILABLE'));
    expect(asked).toBe(2);
  });
});

test('whoever leaves while waiting for a connection costs none', async () => {
  const connections = new Set<Socket>();
  const asked: string[] = [];
  const first = Promise.withResolvers<void>();
  const url = await aServer((request, response) => {
    connections.add(request.socket);
    asked.push(request.headers['x-request-id'] as string);
    if (asked.length > 1) return void response.end('{"data":{"a":1}}');
    void first.promise.then(() => response.end('{"data":{"a":1}}'));
  });
  const transport = transportTo(url, { connections: 1, sharesInFlight: false });
  const slow = transport.fetch(aFetch({ request: { requestId: 'slow' } }));
  const client = new AbortController();
  const abandoned = transport.fetch(aFetch({ request: { requestId: 'abandoned', signal: client.signal } }));
  const patient = transport.fetch(aFetch({ request: { requestId: 'patient' } }));
  client.abort();
  await abandoned;
  first.resolve();
  expect([await slow, await patient]).toEqual([{ data: { a: 1 } }, { data: { a: 1 } }]);
  expect([asked, connections.size]).toEqual([['slow', 'patient'], 1]);
});

test('an https address is asked over TLS, and whoever cannot prove who he is gets nothing', async () => {
  const { CERTIFICATE, PRIVATE_KEY } = await import('./a-certificate.ts');
  let asked = 0;
  const server = createServer({ cert: CERTIFICATE, key: PRIVATE_KEY }, (_request, response) => {
    asked += 1;
    response.end('{"data":{}}');
  });
  const url = await listen(server);
  const refused = once(server, 'tlsClientError');
  expect(await transportTo(url.replace('http:', 'https:')).fetch(aFetch())).toEqual(failure('INTERNAL_SERVER_ERROR'));
  await refused;
  expect(asked).toBe(0);
});

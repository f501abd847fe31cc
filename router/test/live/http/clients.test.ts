import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedProtocolErrors } from '@apollo/client/errors';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Client as Urql, fetchExchange } from '@urql/core';
import { createClient } from 'graphql-sse';
import { EventSource } from 'undici';
import { aStreamServer, type AStreamServer, SUBSCRIPTION, until } from './a-stream-server.ts';

let server: AStreamServer;
beforeEach(async () => void (server = await aStreamServer()));
afterEach(() => server.close());

const NEXT_TURN = { retryAttempts: 5, retry: () => Promise.resolve() };

/** Everything that a client is told. */
const aSink = () => {
  const told: unknown[] = [];
  let isOver = false;
  return {
    told,
    isOver: () => isOver,
    next: (result: unknown) => void told.push(result),
    error: (error: unknown) => {
      told.push(error);
      isOver = true;
    },
    complete: () => void (isOver = true),
  };
};

describe.each([true, false])('graphql-sse with singleConnection %s', (singleConnection) => {
  const connect = () => createClient({ url: server.streamUrl, singleConnection, ...NEXT_TURN });

  test('is told states and the end', async () => {
    const client = connect();
    const sink = aSink();
    client.subscribe({ query: SUBSCRIPTION, variables: { id: '1' } }, sink);
    const { request, send, end } = await server.live.next();
    expect(request.parameters).toMatchObject({ query: SUBSCRIPTION, variables: { id: '1' } });
    send('PLACED', '7');
    send('SHIPPED');
    end();
    await until(sink.isOver);
    expect(sink.told).toEqual([
      { data: { state: 'PLACED' }, extensions: { cursor: '7' } },
      { data: { state: 'SHIPPED' } },
    ]);
    client.dispose();
  });

  test('is told what went wrong', async () => {
    const client = connect();
    const sink = aSink();
    client.subscribe({ query: SUBSCRIPTION }, sink);
    const { send, end } = await server.live.next();
    send('PLACED');
    end('FORBIDDEN');
    await until(sink.isOver);
    expect(sink.told[1]).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    client.dispose();
  });

  test('unsubscribes from one of several and leaves the others alone', async () => {
    const client = connect();
    const [first, second] = [aSink(), aSink()];
    server.live.begins = ({ send }) => send('PLACED');
    const unsubscribe = client.subscribe({ query: SUBSCRIPTION }, first);
    await until(() => first.told.length === 1);
    client.subscribe({ query: SUBSCRIPTION }, second);
    await until(() => second.told.length === 1);
    unsubscribe();
    const [one, two] = server.live.subscribed;
    await until(() => one!.closed === 1);
    two!.send('SHIPPED');
    await until(() => second.told.length === 2);
    expect([first.told.length, two!.closed]).toEqual([1, 0]);
    client.dispose();
    await until(() => server.streams.size() === 0);
    expect(server.live.subscribed.map(({ closed }) => closed)).toEqual([1, 1]);
  });

  test('connects again, to another process, when this one goes away', async () => {
    const another = await aStreamServer();
    const { url } = {
      url: () => (server.streams.size() === 0 && server.opened.length > 0 ? another : server).streamUrl,
    };
    const client = createClient({ url, singleConnection, ...NEXT_TURN });
    const sink = aSink();
    server.live.begins = ({ send }) => send('PLACED', '1');
    another.live.begins = ({ send }) => send('SHIPPED', '2');
    client.subscribe({ query: SUBSCRIPTION }, sink);
    await until(() => sink.told.length === 1);
    await server.streams.drain(200);
    await until(() => sink.told.length === 2);
    expect(sink.told[1]).toMatchObject({ data: { state: 'SHIPPED' } });
    expect([server.live.subscribed[0]!.closed, server.closed, sink.isOver()]).toEqual([1, [['sse', 'drained']], false]);
    client.dispose();
    await another.close();
  });
});

describe('EventSource', () => {
  test('is told events with their cursors, and tells the next process which was its last', async () => {
    const source = new EventSource(`${server.url}?query=${encodeURIComponent(SUBSCRIPTION)}`);
    const told: [string, string][] = [];
    let isOver = false;
    source.addEventListener('next', (event) => {
      const { data, lastEventId } = event as Event & { data: string; lastEventId: string };
      told.push([data, lastEventId]);
    });
    source.addEventListener('complete', () => {
      isOver = true;
      source.close();
    });
    const { send, request } = await server.live.next();
    expect(request.cursor).toBeUndefined();
    send('PLACED', '7');
    await until(() => told.length === 1);
    expect(told[0]![1]).toBe('7');
    const { port } = server;
    await server.streams.drain(100);
    await server.close();
    server = await aStreamServer({ port });
    const again = await server.live.next();
    expect(again.request.cursor).toBe('7');
    again.send('SHIPPED', '8');
    again.end();
    await until(() => isOver);
    expect(told[1]).toEqual(['{"data":{"state":"SHIPPED"},"extensions":{"cursor":"8"}}', '8']);
  });
});

describe('Apollo Client over multipart', () => {
  const connect = (from = server) =>
    new ApolloClient({ link: new HttpLink({ uri: from.url }), cache: new InMemoryCache() });
  const query = gql(SUBSCRIPTION);

  test('is told states as they come, and the end', async () => {
    const sink = aSink();
    connect().subscribe({ query }).subscribe(sink);
    const { send, end } = await server.live.next();
    send('PLACED', '7');
    await until(() => sink.told.length === 1);
    send('SHIPPED');
    await until(() => sink.told.length === 2);
    end();
    await until(sink.isOver);
    expect(sink.told).toEqual([
      expect.objectContaining({ data: { state: 'PLACED' } }),
      expect.objectContaining({ data: { state: 'SHIPPED' } }),
    ]);
  });

  test('is told what was wrong with the operation', async () => {
    const sink = aSink();
    server.live.begins = ({ end }) => end('GRAPHQL_VALIDATION_FAILED');
    connect().subscribe({ query }).subscribe(sink);
    await until(() => sink.told.length === 1);
    expect(sink.told[0]).toMatchObject({ error: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] } });
  });

  test('is told why a stream ends', async () => {
    const sink = aSink();
    server.live.begins = ({ send }) => send('PLACED');
    connect().subscribe({ query }).subscribe(sink);
    await until(() => sink.told.length === 1);
    await server.streams.drain(100);
    await until(() => sink.told.length === 2);
    const { error } = sink.told[1] as { error: CombinedProtocolErrors };
    expect(error).toBeInstanceOf(CombinedProtocolErrors);
    expect(error.errors[0]!.extensions!['code']).toBe('SERVER_SHUTTING_DOWN');
  });

  test('passes over heartbeats, and leaves when it unsubscribes', async () => {
    const quick = await aStreamServer({ times: { sweepMs: 5, multipartHeartbeatMs: 10 } });
    const sink = aSink();
    const subscription = connect(quick).subscribe({ query }).subscribe(sink);
    const subscribed = await quick.live.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    subscribed.send('PLACED');
    await until(() => sink.told.length === 1);
    subscription.unsubscribe();
    await until(() => quick.streams.size() === 0);
    expect([subscribed.closed, sink.told.length]).toEqual([1, 1]);
    await quick.close();
  });
});

describe('urql over server-sent events', () => {
  const connect = (from = server) =>
    new Urql({ url: from.url, exchanges: [fetchExchange], fetchSubscriptions: true, preferGetMethod: false });

  test('is told states as they come, and leaves when it unsubscribes', async () => {
    const told: unknown[] = [];
    const { unsubscribe } = connect()
      .subscription(SUBSCRIPTION, {})
      .subscribe((result) => void told.push(result.data));
    const subscribed = await server.live.next();
    subscribed.send('PLACED', '7');
    await until(() => told.length === 1);
    subscribed.send('SHIPPED');
    await until(() => told.length === 2);
    unsubscribe();
    await until(() => server.streams.size() === 0);
    expect([told, subscribed.closed]).toEqual([[{ state: 'PLACED' }, { state: 'SHIPPED' }], 1]);
  });

  test('is told what was wrong with the operation', async () => {
    server.live.begins = ({ end }) => end('GRAPHQL_VALIDATION_FAILED');
    const codes: unknown[] = [];
    connect()
      .subscription(SUBSCRIPTION, {})
      .subscribe(({ error }) => void codes.push(error?.graphQLErrors[0]?.extensions['code']));
    await until(() => codes.length > 0);
    expect(codes[0]).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('asks its queries at the ordinary door', async () => {
    const { data } = await connect().query('{ lane }', {}).toPromise();
    expect([data, server.live.subscribed]).toEqual([{ lane: 'ordinary' }, []]);
  });
});

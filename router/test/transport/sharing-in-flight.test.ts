import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { aFetch, aText, failure, inMs, KEY, somebody, type AFetch } from './a-fetch.ts';
import { aServer, transportTo } from './a-server.ts';

/** A peer that answers when it is told to. */
const aPeer = async (options = {}) => {
  const waiting: ServerResponse[] = [];
  let left = 0;
  const arrivals: { count: number; resolve: () => void }[] = [];
  const url = await aServer((_request, response) => {
    waiting.push(response);
    response.once('close', () => {
      if (!response.writableEnded) left += 1;
    });
    for (const { count, resolve } of arrivals) if (waiting.length >= count) resolve();
  });
  return {
    transport: transportTo(url, options),
    asked: () => waiting.length,
    left: () => left,
    arrived: (count: number) =>
      new Promise<void>((resolve) => {
        if (waiting.length >= count) resolve();
        else arrivals.push({ count, resolve });
      }),
    answer: (at: number, body = '{"data":{"a":{"b":1}}}') => waiting[at]?.end(body),
  };
};
const quiet = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('equal queries at the same time', () => {
  test('are sent once, and each gets a copy of its own', async () => {
    const peer = await aPeer();
    const first = peer.transport.fetch(aFetch({ request: { requestId: 'one' } }));
    const second = peer.transport.fetch(aFetch({ request: { requestId: 'two' } }));
    await peer.arrived(1);
    peer.answer(0);
    const [one, two] = await Promise.all([first, second]);
    expect([one, two, peer.asked()]).toEqual([{ data: { a: { b: 1 } } }, { data: { a: { b: 1 } } }, 1]);
    expect(one.data).not.toBe(two.data);
    expect(one.data?.['a']).not.toBe(two.data?.['a']);
  });

  test('are sent again when the first has its answer', async () => {
    const peer = await aPeer();
    for (const at of [0, 1]) {
      const answer = peer.transport.fetch(aFetch());
      await peer.arrived(at + 1);
      peer.answer(at);
      await answer;
    }
    expect(peer.asked()).toBe(2);
  });

  test('fail together, each with the id of its own request', async () => {
    const peer = await aPeer();
    const both = ['one', 'two'].map((requestId) => peer.transport.fetch(aFetch({ request: { requestId } })));
    await peer.arrived(1);
    peer.answer(0, 'no JSON');
    expect(await Promise.all(both)).toEqual(['one', 'two'].map((id) => failure('INTERNAL_SERVER_ERROR', id)));
  });

  test('go on when one of them leaves, and are broken off when all have', async () => {
    const peer = await aPeer();
    const clients = [new AbortController(), new AbortController()];
    const [first, second] = clients.map(({ signal }) => peer.transport.fetch(aFetch({ request: { signal } })));
    await peer.arrived(1);
    clients[0]?.abort();
    expect(await first).toEqual(failure('DEADLINE_EXCEEDED'));
    await quiet();
    expect(peer.left()).toBe(0);
    clients[1]?.abort();
    expect(await second).toEqual(failure('DEADLINE_EXCEEDED'));
    await quiet();
    expect(peer.left()).toBe(1);
  });

  test('each keep their own deadline', async () => {
    const peer = await aPeer();
    const impatient = peer.transport.fetch(aFetch({ request: { deadline: inMs(60) } }));
    const patient = peer.transport.fetch(aFetch());
    expect(await impatient).toEqual(failure('DEADLINE_EXCEEDED'));
    peer.answer(0);
    expect(await patient).toEqual({ data: { a: { b: 1 } } });
    expect(peer.asked()).toBe(1);
  });

  test('are sent anew after all who asked before have left', async () => {
    const peer = await aPeer();
    const client = new AbortController();
    void peer.transport.fetch(aFetch({ request: { signal: client.signal } }));
    await peer.arrived(1);
    client.abort();
    const answer = peer.transport.fetch(aFetch());
    await peer.arrived(2);
    peer.answer(1);
    expect(await answer).toEqual({ data: { a: { b: 1 } } });
  });
});

describe('nothing is shared by', () => {
  const headers = (given: Record<string, string>) => ({ headersFor: () => given });
  const pairs: [string, AFetch, AFetch, { key?: string; sharesInFlight?: boolean }?][] = [
    [
      'callers with different tokens',
      { request: headers({ authorization: 'Bearer a' }) },
      { request: headers({ authorization: 'Bearer b' }) },
    ],
    ['a caller with a token and one without', { request: headers({ authorization: 'Bearer a' }) }, {}],
    ['different identities', {}, { request: { identity: { ...somebody, key: 'somebody else' } } }],
    ['any other forwarded header', { request: headers({ 'x-a': '1' }) }, { request: headers({ 'x-b': '1' }) }],
    [
      'headers that look alike when they are put together',
      { request: headers({ 'x-a': '1,x-b,2' }) },
      { request: headers({ 'x-a': '1', 'x-b': '2' }) },
    ],
    [
      'callers that one of Stoa’s would tell apart',
      { request: { caller: { guest: 'a' } } },
      { request: { caller: { guest: 'b' } } },
      { key: KEY },
    ],
    ['different variables', { variables: { n: 1 } }, { variables: { n: 2 } }],
    [
      'different representations',
      { representations: [{ variable: 'representations', values: ['{"id":"1"}'] }] },
      { representations: [{ variable: 'representations', values: ['{"id":"2"}'] }] },
    ],
    ['different queries', {}, { query: aText('{ b }') }],
    ['mutations', { query: aText('mutation { a }', 'mutation') }, { query: aText('mutation { a }', 'mutation') }],
    ['anybody when it is switched off', {}, {}, { sharesInFlight: false }],
  ];
  test.each(pairs)('%s', async (_, ...[left, right, options]) => {
    const peer = await aPeer(options);
    const both = [peer.transport.fetch(aFetch(left)), peer.transport.fetch(aFetch(right))];
    await peer.arrived(2);
    peer.answer(0, '{"data":{"of":1}}');
    peer.answer(1, '{"data":{"of":2}}');
    expect((await Promise.all(both)).map(({ data }) => data?.['of']).toSorted()).toEqual([1, 2]);
  });

  test('a query from before a mutation and one from after it', async () => {
    const peer = await aPeer();
    const before = peer.transport.fetch(aFetch());
    await peer.arrived(1);
    const mutation = peer.transport.fetch(aFetch({ query: aText('mutation { a }', 'mutation') }));
    await peer.arrived(2);
    peer.answer(1);
    await mutation;
    const after = peer.transport.fetch(aFetch());
    await peer.arrived(3);
    peer.answer(0, '{"data":{"is":"old"}}');
    peer.answer(2, '{"data":{"is":"new"}}');
    expect([await before, await after]).toEqual([{ data: { is: 'old' } }, { data: { is: 'new' } }]);
  });
});

import { expect, test } from '@jest/globals';
import { acknowledging, aSocketServer } from './a-socket-server.ts';
import { aStreamGraph, QUICK } from './a-stream-graph.ts';

const QUERY = 'subscription { it: priceChanged { id sold title } }';

/** What a client gets when the subgraph sends this, as it stands, and something in order after it. */
async function answersTo(event: string) {
  const server = await aSocketServer(
    acknowledging(({ id }, { socket }) => {
      socket.send(`{"type":"next","id":"${id}","payload":${event}}`);
      socket.send(`{"type":"next","id":"${id}","payload":{"data":{"it":{"__typename":"Product","id":"1","sold":1}}}}`);
      socket.send(`{"type":"complete","id":"${id}"}`);
    }),
  );
  const subscriptionUrl = server.url.replace('http', 'ws');
  const { follow, products } = await aStreamGraph({ transport: { subscriptionUrl, subscriptionTiming: QUICK } });
  const { heard } = follow(QUERY);
  expect(await heard.theEnd()).toBeUndefined();
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(heard.answers).toHaveLength(2);
  expect(heard.answers[1]).toEqual({ data: { it: { id: '1', sold: 1, title: 'Title of 1' } } });
  return { answer: heard.answers[0], fetches: products.seen.operations.length };
}

test.each<[string, string, unknown]>([
  ['a list for an object', '{"data":{"it":[{"__typename":"Product","id":"1"}]}}', 1],
  ['a text for an object', '{"data":{"it":"Product"}}', 1],
  ['nothing', '{"data":{}}', 1],
  ['data of another operation', '{"data":{"other":{"id":"1"}}}', 1],
  ['a prototype as data', '{"data":{"__proto__":{"polluted":1,"it":{"id":"9"}}}}', 1],
])('%s is no data', async (_, event, fetches) => {
  const got = await answersTo(event);
  expect(got.answer?.data).toEqual({ it: null });
  expect(got.fetches).toBe(fetches);
});

test.each([
  ['an object for a number', '{"data":{"it":{"__typename":"Product","id":"2","sold":{"polluted":1}}}}'],
  ['a text for a number', '{"data":{"it":{"__typename":"Product","id":"2","sold":"dear"}}}'],
  [
    'a prototype beside it',
    '{"data":{"it":{"__typename":"Product","id":"2","sold":null,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}}',
  ],
])('%s is null, and the rest is read', async (_, event) => {
  expect((await answersTo(event)).answer?.data).toEqual({ it: { id: '2', sold: null, title: 'Title of 2' } });
});

test('an object of a type that the graph has not is asked of nobody', async () => {
  const { answer, fetches } = await answersTo('{"data":{"it":{"__typename":"Nope","id":"2","sold":1}}}');
  expect(answer?.data).toEqual({ it: { id: '2', sold: 1, title: null } });
  expect(fetches).toBe(1);
});

test.each([
  [
    'beside data, with a strange place',
    '{"data":{"it":null},"errors":[{"message":"a secret","path":["__proto__",9]}]}',
  ],
  ['beside data, with nulls', '{"data":{"it":null},"errors":[{"message":"a secret","path":null,"extensions":null}]}'],
  ['that are none', '{"data":{"it":null},"errors":[{"message":"a secret","path":"it"}]}'],
])('errors are told without harm: %s', async (_, event) => {
  const { answer } = await answersTo(event);
  expect(answer?.data).toEqual({ it: null });
  expect(answer?.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['INTERNAL_SERVER_ERROR']);
  expect(JSON.stringify(answer)).not.toContain('secret');
});

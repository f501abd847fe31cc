import { expect, test } from '@jest/globals';
import { buildSchema } from '@stoa/subgraph-kit';
import type { SubgraphHandler, SubgraphRequest, SubgraphResponse } from '@stoa/subgraph-kit';
import { execute, parse } from 'graphql';
import { directTransport } from '../../src/transport/direct-transport.ts';
import { aFetch, aText, failure, silent } from './a-fetch.ts';

const nothing = () => Promise.resolve(undefined);
const over = (handle: SubgraphHandler) => directTransport({ handle, http: nothing }, { log: silent });

test('a handler that throws before it has a promise is a coded error', async () => {
  const broken: SubgraphHandler = () => {
    throw new Error('a secret');
  };
  expect(await over(broken).fetch(aFetch())).toEqual(failure('INTERNAL_SERVER_ERROR'));
});

test('a variable called __proto__ stays a variable, and the given variables stay as they are', async () => {
  const requests: SubgraphRequest[] = [];
  const transport = over((request) => {
    requests.push(request);
    return Promise.resolve({ data: {} });
  });
  const variables = Object.freeze(JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>);
  await transport.fetch(aFetch({ variables, representations: [{ variable: '__proto__', values: [] }] }));
  await transport.fetch(aFetch({ variables, representations: [{ variable: 'representations', values: [] }] }));
  expect(requests.map((request) => Object.entries(request.variables ?? {}))).toEqual([
    [['__proto__', []]],
    [
      ['__proto__', { a: 1 }],
      ['representations', []],
    ],
  ]);
});

test("what a caller writes into its data does not reach the subgraph's rows", async () => {
  const row = Object.freeze({ id: '1', owner: Object.freeze({ name: 'Ada' }), tags: Object.freeze(['a']) });
  const schema = buildSchema({
    typeDefs:
      'type Query { thing: Thing } type Thing { id: ID owner: Owner tags: [String] } type Owner { name: String }',
    resolvers: { Query: { thing: () => row } },
    references: {},
  });
  const handle: SubgraphHandler = async ({ query }) =>
    (await execute({ schema, document: parse(query) })) as SubgraphResponse;
  const fetch = aFetch({ query: aText('{ thing { id owner { name } tags } }') });
  const first = (await over(handle).fetch(fetch)).data as { thing: { owner: object; tags: string[]; more?: number } };
  first.thing.more = 1;
  Object.assign(first.thing.owner, { name: 'Eve', more: 1 });
  first.thing.tags.push('b');
  expect(JSON.stringify((await over(handle).fetch(fetch)).data)).toBe(
    '{"thing":{"id":"1","owner":{"name":"Ada"},"tags":["a"]}}',
  );
});

test('pages are asked of the subgraph itself', async () => {
  const page = new Response('page');
  const transport = directTransport(
    { handle: () => Promise.resolve({ data: {} }), http: () => Promise.resolve(page) },
    { log: silent },
  );
  expect(await transport.http(new Request('http://things/page'), 'request-1')).toBe(page);
});

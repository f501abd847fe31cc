import { expect, test } from '@jest/globals';
import { aDeferringEngine } from './a-deferring-engine.ts';

const { payloads, fetches } = aDeferringEngine();
const MEMBER = { key: 'm', subject: 'm', isAuthenticated: true, scopes: [], policies: [] };
const refused = (path: unknown) => ({
  message: expect.any(String),
  path,
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'UNAUTHENTICATED' },
});

test('what the rights do not reach is null in its part, and told there', async () => {
  expect(await payloads('{ product { secret ... @defer { stock other: secret } } }')).toEqual([
    { data: { product: { secret: null } }, errors: [refused(['product', 'secret'])], hasNext: true },
    {
      incremental: [{ data: { stock: 3, other: null }, path: ['product'], errors: [refused(['product', 'other'])] }],
      hasNext: false,
    },
  ]);
});

test('in a list it is told once, with the part of the first object', async () => {
  const [, part] = await payloads('{ products { id ... @defer { stock secret } } }');
  expect(part.incremental).toEqual([
    { data: { stock: 3, secret: null }, path: ['products', 0], errors: [refused(['products', '@', 'secret'])] },
    { data: { stock: 3, secret: null }, path: ['products', 1] },
  ]);
});

test('a part of which nothing may be fetched is told with the first, and no subgraph is asked', async () => {
  fetches.length = 0;
  expect(await payloads('{ product { id ... @defer { secret } } }')).toEqual([
    { data: { product: { id: 'p1', secret: null } }, errors: [refused(['product', 'secret'])] },
  ]);
  expect(fetches.map(({ query }) => query.subgraph)).toEqual(['shop']);
});

test('a field that may not be null nulls its part alone', async () => {
  expect(await payloads('{ product { id ... @defer { stock hidden } } }')).toEqual([
    { data: { product: { id: 'p1' } }, hasNext: true },
    { incremental: [{ data: null, path: ['product'], errors: [refused(['product', 'hidden'])] }], hasNext: false },
  ]);
});

test('who has the rights gets it, though others have asked before', async () => {
  const [, part] = await payloads('{ product { secret ... @defer { stock other: secret } } }', { identity: MEMBER });
  expect(part.incremental).toEqual([{ data: { stock: 3, other: null }, path: ['product'] }]);
});

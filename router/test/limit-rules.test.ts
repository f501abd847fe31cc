import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { limitRules } from '../src/limits/limit-rules.ts';
import { DEFAULT_LIMITS } from '../src/limits/limits.ts';

const schema = buildSchema(
  'directive @mark(n: Int) repeatable on FIELD | QUERY | INLINE_FRAGMENT type Query { a: Query }',
);
const codes = (text: string) =>
  validate(schema, parse(text), limitRules(DEFAULT_LIMITS)).map(({ extensions }) => extensions['code']);
const marks = (count: number) => Array.from({ length: count }, (_, n) => `@mark(n: ${n})`).join(' ');

test('directives are counted wherever they can stand', () => {
  expect(codes(`query ${marks(5)} { a ${marks(5)} { ... ${marks(5)} { __typename } } }`)).toEqual([]);
  for (const text of [
    `query ${marks(6)} { __typename }`,
    `{ a ${marks(6)} { __typename } }`,
    `{ ... ${marks(6)} { __typename } }`,
  ])
    expect(codes(text)).toEqual(['TOO_MANY_DIRECTIVES']);
});

test('fragments that spread one another a million times are measured at once', () => {
  const fragments = Array.from({ length: 40 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(
    ' ',
  );
  expect(codes(`{ ...F0 } ${fragments} fragment F40 on Query { b: __typename }`)).toEqual([
    'TOO_MANY_ROOT_FIELDS',
    'TOO_MANY_ALIASES',
  ]);
});

test('a cycle of fragments ends, and is left to the rule that refuses it', () => {
  expect(codes('{ ...A } fragment A on Query { a { ...B } } fragment B on Query { a { ...A } }')).toEqual([]);
});

test('every operation of a document is measured', () => {
  expect(codes(`query Small { __typename } query Large { ${'__typename '.repeat(21)} }`)).toEqual([
    'TOO_MANY_ROOT_FIELDS',
  ]);
});

const market = buildSchema(`
  type Query { shops(first: Int, last: Int): ShopConnection }
  type ShopConnection { nodes: [Shop!]! edges: [ShopEdge!]! }
  type ShopEdge { node: Shop }
  type Shop { name: String products(first: Int): ProductConnection }
  type ProductConnection { nodes: [Product!]! }
  type Product { shop: Shop variants: [Variant!]! }
  type Variant { product: Product }
`);
const marketCodes = (text: string) =>
  validate(market, parse(text), limitRules(DEFAULT_LIMITS)).map(({ extensions }) => extensions['code']);

test.each([
  [
    'two full pages within one another',
    '{ shops(first: 100) { nodes { products(first: 100) { nodes { shop { name } } } } } }',
  ],
  [
    'three pages of the usual size',
    '{ shops { edges { node { products { nodes { shop { products { nodes { variants { product { shop { name } } } } } } } } } } } }',
  ],
])('%s are allowed', (_, text) => expect(marketCodes(text)).toEqual([]));

test.each([
  [
    'pages within pages within pages',
    '{ shops(first: 100) { nodes { products(first: 100) { nodes { shop { products(first: 100) { nodes { shop { name } } } } } } } } }',
  ],
  [
    'the same in fragments, their sizes in variables',
    `query ($n: Int) { shops(last: $n) { ...Page } } fragment Page on ShopConnection { nodes { ...S } }
     fragment S on Shop { products(first: $n) { nodes { shop { products(first: $n) { nodes { shop { name } } } } } } }`,
  ],
  [
    'lists that lead back to where they came from',
    '{ shops { nodes { products { nodes { variants { product { variants { product { variants { product { shop { name } } } } } } } } } } } }',
  ],
  [
    'pages whose other size is null',
    '{ shops(first: null, last: 100) { nodes { products(first: 100) { nodes { shop { products(first: 100) { nodes { shop { name } } } } } } } } }',
  ],
])('%s are too many objects for one operation', (_, text) =>
  expect(marketCodes(text)).toEqual(['TOO_MANY_LIST_ITEMS']),
);

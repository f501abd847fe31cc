import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { costsOf } from '../../src/cost/costs-of.ts';
import { DEFAULT_BUDGETS } from '../../src/limits/budgets.ts';
import { compiled } from './a-supergraph.ts';

const SCHEMA = join(import.meta.dirname, '../../../schema');
const sdl = readFileSync(join(SCHEMA, 'supergraph.graphql'), 'utf8');
const apiSchema = Supergraph.build(sdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
const costOf = costsOf(sdl, apiSchema);
const cost = (text: string, variables = {}) => compiled(costOf, text)(variables);

const operations = globSync('operations/storefront/*.graphql', { cwd: SCHEMA });

test.each(operations)('%s has room to grow to ten times its cost', (file) => {
  const requested = cost(readFileSync(join(SCHEMA, file), 'utf8'), { first: 24 });
  expect(requested).toBeGreaterThan(10);
  expect(requested * 10).toBeLessThanOrEqual(DEFAULT_BUDGETS.default);
});

test('two full pages within one another, and introspection, are within the budget', () => {
  expect(cost('{ shops(first: 100) { nodes { products(first: 100) { nodes { shop { name } } } } } }')).toBe(20_201);
  expect(cost(getIntrospectionQuery())).toBe(0);
});

test.each([
  [
    'pages within pages within pages',
    '{ shops(first: 100) { nodes { products(first: 100) { nodes { shop { products(first: 100) { nodes { id } } } } } } } }',
  ],
  [
    'the same in fragments, their sizes in variables',
    `query ($n: Int) { shops(last: $n) { ...Page } } fragment Page on ShopConnection { nodes { ...S } }
     fragment S on Shop { products(first: $n) { nodes { shop { products(first: $n) { nodes { id } } } } } }`,
  ],
  [
    'lists that lead back to where they came from',
    '{ shops { nodes { products { nodes { variants { product { variants { product { id } } } } } } } } }',
  ],
  [
    'pages whose other size is null',
    '{ shops(first: null, last: 100) { nodes { products(first: 100) { nodes { shop { products(last: 100) { nodes { id } } } } } } } }',
  ],
  ['one page of a size that no page has', '{ shops(first: 2000000000) { nodes { id } } }'],
])('%s are over everybody’s budget', (_, text) => {
  expect(cost(text, { n: 100 })).toBeGreaterThan(Math.max(...Object.values(DEFAULT_BUDGETS.roles)));
});

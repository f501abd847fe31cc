import { expect, test } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { operationFromDocument } from '@apollo/federation-internals';
import { parse, print } from 'graphql';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import { withoutShadowedKeys } from '../../src/supergraph/without-shadowed-keys.ts';
import { aShop, aSupergraph } from './a-supergraph.ts';
import { fetchesOf } from './the-fetches-of.ts';

const supergraphSdl = aSupergraph({
  a: /* GraphQL */ `
    type Query {
      products: [Product]
    }
    type Product @key(fields: "uuid", resolvable: false) @key(fields: "id") {
      id: ID!
      uuid: ID!
      weight: Int @external
      postage: Int @requires(fields: "weight")
    }
    type Only @key(fields: "id", resolvable: false) {
      id: ID!
    }
    extend type Query {
      only: Only
    }
  `,
  b: /* GraphQL */ `
    type Product @key(fields: "id") @key(fields: "uuid") {
      id: ID!
      uuid: ID!
      weight: Int
    }
    type Only @key(fields: "id") {
      id: ID!
      name: String
    }
  `,
});
const QUERY = '{ products { postage } }';

test('an entity is asked for by a key that its subgraph resolves', async () => {
  expect(fetchesOf(await inlinePlanner({ supergraphSdl }).plan(QUERY, undefined))).toEqual([
    'a: {products{__typename id}}',
    'b: __typename id => {...on Product{weight}}',
    'a: __typename weight id => {...on Product{postage}}',
  ]);
});

test('stock asks by the key that it does not resolve, which is why', () => {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null, validateSupergraph: false });
  const plan = new QueryPlanner(supergraph).buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(QUERY)));
  expect(fetchesOf(plan).at(-1)).toBe('a: __typename weight uuid => {...on Product{postage}}');
});

test('a key without another one in its subgraph stays', () => {
  const kept = print(withoutShadowedKeys(parse(supergraphSdl)));
  expect(kept).toContain(
    'type Only @join__type(graph: A, key: "id", resolvable: false) @join__type(graph: B, key: "id")',
  );
  expect(kept).not.toContain('key: "uuid", resolvable: false');
  expect(kept).toContain('@join__type(graph: B, key: "uuid")');
});

test('a supergraph without such keys stays the same document', () => {
  const document = parse(aShop());
  expect(withoutShadowedKeys(document)).toBe(document);
});

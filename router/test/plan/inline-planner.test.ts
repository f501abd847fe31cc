import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import { ApolloGateway } from '@apollo/gateway';
import { buildSchema, introspectionFromSchema, Kind, parse, type GraphQLSchema } from 'graphql';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import { isEmptyWrongly } from '../../src/plan/empty-plan.ts';
import { aGraph } from '../a-graph.ts';
import { aMaze, aShop, aSupergraph, aWayDown } from './a-supergraph.ts';
import { fetchesOf } from './the-fetches-of.ts';

const SCHEMA = new URL('../../../schema/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, SCHEMA), 'utf8');

const introspectionOf = (schema: GraphQLSchema) =>
  introspectionFromSchema(schema, {
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });

describe('what clients may ask', () => {
  test('the API schema introspects as the stock gateway’s, order included', async () => {
    process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
    const supergraphSdl = aSupergraph({
      a: /* GraphQL */ `
        "The date."
        scalar Day @specifiedBy(url: "https://example.com/day")
        type Query {
          "Which one."
          thing(by: By!, old: Int = 3 @deprecated(reason: "by")): Thing @deprecated
          secret: Int
        }
        input By {
          id: ID
          name: String
        }
        type Thing @key(fields: "id") {
          id: ID!
          day: Day
          kind: Kind
        }
        enum Kind {
          "Good."
          A
          B @deprecated(reason: "A")
        }
      `,
    });
    const gateway = new ApolloGateway({ supergraphSdl, buildService: () => ({ process: async () => ({ data: {} }) }) });
    await gateway.load();
    const { apiSdl } = inlinePlanner({ supergraphSdl }).supergraph;
    expect(introspectionOf(buildSchema(apiSdl))).toEqual(introspectionOf(gateway.schema as GraphQLSchema));
    await gateway.stop();
  });

  test('the real supergraph keeps its API schema too', () => {
    const supergraphSdl = read('supergraph.graphql');
    const stock = Supergraph.build(supergraphSdl, { supportedFeatures: null, validateSupergraph: false }).apiSchema();
    const { apiSdl } = inlinePlanner({ supergraphSdl }).supergraph;
    expect(JSON.stringify(introspectionOf(buildSchema(apiSdl)))).toBe(
      JSON.stringify(introspectionOf(stock.toGraphQLJSSchema())),
    );
  });

  test('subgraphs have their names and addresses', () => {
    const { subgraphs } = inlinePlanner({ supergraphSdl: aGraph().supergraphSdl }).supergraph;
    expect(subgraphs).toEqual([
      { name: 'payments', url: 'http://payments' },
      { name: 'products', url: 'http://products' },
      { name: 'users', url: 'http://users' },
    ]);
  });
});

describe('planning', () => {
  const shop = inlinePlanner({ supergraphSdl: aShop() });

  test('every storefront operation has a plan', async () => {
    const planner = inlinePlanner({ supergraphSdl: read('supergraph.graphql') });
    for (const file of readdirSync(new URL('operations/storefront/', SCHEMA))) {
      const document = read(`operations/storefront/${file}`);
      const plan = await planner.plan(document, undefined);
      expect(plan.node).toBeDefined();
      expect(structuredClone(plan)).toEqual(plan);
    }
  });

  test('a document may hold operations whose fragments use variables of their own', async () => {
    const document = /* GraphQL */ `
      query A($by: Int) {
        product {
          ...Rated
        }
      }
      query B {
        product {
          name
        }
      }
      fragment Rated on Product {
        rating(by: $by)
      }
    `;
    expect(fetchesOf(await shop.plan(document, 'B'))).toEqual(['a: query B__a__0{product{name}}']);
  });

  test('names of Object.prototype are names', async () => {
    const plan = await shop.plan(
      'query($__proto__: ID) { product(id: $__proto__) { __proto__: name constructor: id } }',
      undefined,
    );
    expect(fetchesOf(plan)).toEqual(['a: query($__proto__:ID){product(id:$__proto__){__proto__:name constructor:id}}']);
  });

  test('an operation that the schema does not allow fails as our fault', async () => {
    await expect(shop.plan('{ nothing }', undefined)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    await expect(shop.plan('{', undefined)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    await expect(shop.plan('query A { product { id } }', 'B')).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  });

  test('a bomb is refused at the limit of paths, and the next operation is planned', async () => {
    const maze = inlinePlanner({ supergraphSdl: aMaze(), limits: { paths: 100 } });
    await expect(maze.plan(aWayDown(40), undefined)).rejects.toMatchObject({
      code: 'QUERY_PLAN_TOO_EXPENSIVE',
      message: expect.stringMatching(/reached the limit of 100$/),
    });
    expect((await maze.plan(aWayDown(3), undefined)).node).toBeDefined();
  });
});

describe('an empty plan', () => {
  const isWrong = (text: string) => {
    const document = parse(text);
    const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    return operation && isEmptyWrongly({ kind: 'QueryPlan' }, operation, document);
  };

  test.each([
    '{ a }',
    '{ ...F } fragment F on Query { __typename a }',
    '{ a @include(if: true) }',
    '{ a @skip(if: $x) }',
  ])('is wrong for %s', (text) => expect(isWrong(text)).toBe(true));
  test.each([
    '{ __typename b: __schema { types { name } } }',
    '{ a @skip(if: true) }',
    '{ ... @include(if: false) { a } ...F @skip(if: true) } fragment F on Query { a }',
    '{ ...F } fragment F on Query { __typename ...F }',
    'query($x: Boolean!) { ... @skip(if: $x) { a @include(if: $x) } }',
  ])('is right for %s', (text) => expect(isWrong(text)).toBe(false));

  test.each([
    '{ __typename product @skip(if: true) { id } }',
    'query($x: Boolean!) { ... @skip(if: $x) { product @include(if: $x) { id } } }',
  ])('is what the planner gives for %s', async (text) => {
    const shop = inlinePlanner({ supergraphSdl: aShop() });
    expect(await shop.plan(text, undefined)).toEqual({ kind: 'QueryPlan' });
  });
});

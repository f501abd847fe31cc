import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { anEngine, type FixtureSubgraph } from './an-engine.ts';

const range = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Lists of products in one domain, what else is known of a product in another. */
const aShop = ({ products = 3, distinct = products }: { products?: number; distinct?: number } = {}) => ({
  catalog: {
    sdl: /* GraphQL */ `
      type Query {
        products: [Product!]!
        featured: Product
        offers: [Offer!]!
      }
      type Mutation {
        touch: Product
        touchAgain: Product
      }
      type Offer {
        product: Product
        gift: Product
      }
      type Product @key(fields: "id") {
        id: ID!
      }
    `,
    resolvers: {
      Query: {
        products: () => range(products).map((at) => ({ id: `p${at % distinct}` })),
        featured: () => ({ id: 'p1' }),
        offers: () => [
          { product: { id: 'p1' }, gift: { id: 'p2' } },
          { product: { id: 'p2' }, gift: null },
        ],
      },
      Mutation: { touch: () => ({ id: 'p1' }), touchAgain: () => ({ id: 'p1' }) },
    },
  },
  stock: {
    sdl: /* GraphQL */ `
      type Product @key(fields: "id") {
        id: ID!
        name: String
        depot: Depot
        scarce: Boolean
      }
      type Depot {
        city: String
      }
    `,
    resolvers: {
      Product: {
        __resolveReference: ({ id }: { id: string }) => ({ id, name: `Product ${id}`, depot: { city: 'Kyiv' } }),
        scarce: ({ id }: { id: string }) => {
          if (id === 'p1') throw new GraphQLError('Nobody counted.', { extensions: { code: 'NOT_COUNTED' } });
          return false;
        },
      },
    },
  } satisfies FixtureSubgraph,
});

const countsOf = (fetches: ReturnType<typeof anEngine>['fetches']) =>
  fetches
    .filter(({ query }) => query.subgraph === 'stock')
    .map(({ representations }) => representations.map(({ values }) => values.length));

describe.each(['texts', 'objects'] as const)('fetches of entities, representations as %s', (takes) => {
  test('name an entity once, however many places show it', async () => {
    const { ask, fetches } = anEngine(aShop({ products: 20, distinct: 4 }), { takes });
    const { data } = await ask('{ products { id name depot { city } } }');
    expect(data.products).toHaveLength(20);
    expect(data.products[17]).toEqual({ id: 'p1', name: 'Product p1', depot: { city: 'Kyiv' } });
    expect(countsOf(fetches)).toEqual([[4]]);
  });

  test('hold at most a thousand representations each', async () => {
    const { ask, fetches } = anEngine(aShop({ products: 2_500 }), { takes });
    const { data } = await ask('{ products { name } }');
    expect(data.products[2_499]).toEqual({ name: 'Product p2499' });
    expect(countsOf(fetches)).toEqual([[1_000], [1_000], [500]]);
  });

  test('that leave at the same time for the same subgraph are one request', async () => {
    const { ask, fetches } = anEngine(aShop(), { takes });
    const { data } = await ask(
      '{ products { name } featured { depot { city } } offers { gift { name depot { city } } } }',
    );
    expect(data.featured).toEqual({ depot: { city: 'Kyiv' } });
    expect(data.offers).toEqual([{ gift: { name: 'Product p2', depot: { city: 'Kyiv' } } }, { gift: null }]);
    expect(countsOf(fetches)).toEqual([[3, 1, 1]]);
  });

  test('that leave together are still no more than a thousand representations a request', async () => {
    const { ask, fetches } = anEngine(aShop({ products: 999 }), { takes });
    const { data } = await ask('{ products { name } offers { product { depot { city } } } }');
    expect(data.offers[1]).toEqual({ product: { depot: { city: 'Kyiv' } } });
    expect(countsOf(fetches)).toEqual([[999], [2]]);
  });

  test('report an error at every place of its entity', async () => {
    const { ask } = anEngine(aShop({ products: 4, distinct: 2 }), { takes });
    const { data, errors } = await ask('{ products { item: scarce } offers { product { scarce } } }');
    expect(data.products.map(({ item }: { item: boolean }) => item)).toEqual([false, null, false, null]);
    expect(errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        ['products', 1, 'item'],
        ['products', 3, 'item'],
        ['offers', 0, 'product', 'scarce'],
      ]),
    );
    expect(errors).toHaveLength(3);
    expect(errors?.[0]).toMatchObject({ message: 'Nobody counted.', extensions: { code: 'NOT_COUNTED' } });
  });

  test('say a hundred times at most that something failed', async () => {
    const { ask } = anEngine(aShop({ products: 300, distinct: 2 }), { takes });
    expect((await ask('{ products { scarce } }')).errors).toHaveLength(100);
  });

  test('of a mutation remember nothing between its fields', async () => {
    const { ask, fetches } = anEngine(aShop(), { takes });
    const { data } = await ask('mutation { touch { name } touchAgain { name } }');
    expect(data).toEqual({ touch: { name: 'Product p1' }, touchAgain: { name: 'Product p1' } });
    expect(countsOf(fetches).flat()).toEqual([1, 1]);
  });

  test('take aliases that every object answers to for what they are', async () => {
    const { ask } = anEngine(aShop(), { takes });
    const { data } = await ask(
      '{ toString: featured { constructor: name valueOf: depot { hasOwnProperty: city } } __proto__: featured { __proto__: name } }',
    );
    expect(data['toString']).toEqual({ constructor: 'Product p1', valueOf: { hasOwnProperty: 'Kyiv' } });
    expect(Object.getOwnPropertyDescriptor(data, '__proto__')?.value).toEqual(JSON.parse('{"__proto__":"Product p1"}'));
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });
});

test('a plan that the executor does not know is left to stock execution, told of, and answered alike', async () => {
  const left: string[] = [];
  const query = '{ products { id name } featured { scarce } }';
  const compiled = await anEngine(aShop()).ask(query);
  const { ask } = anEngine(aShop(), {
    watch: { onStock: (_operation, reason) => left.push(reason) },
    planner: (own) => ({
      ...own,
      // A Flatten around a Sequence is a plan that nobody makes, but could.
      plan: async (...asked) => {
        const plan = await own.plan(...asked);
        const node = plan.node as { kind: string; nodes: { kind: string; path: string[]; node: object }[] };
        return { ...plan, node: { ...node, nodes: node.nodes.map(wrapped) } as never };
      },
    }),
  });
  expect(await ask(query)).toEqual(compiled);
  expect(left).toEqual(['The compiled executor does not know Flatten of Sequence']);
});

const wrapped = (node: { kind: string; node?: object }): object =>
  node.kind === 'Flatten'
    ? { ...node, node: { kind: 'Sequence', nodes: [node.node] } }
    : 'nodes' in node
      ? { ...node, nodes: (node.nodes as { kind: string }[]).map(wrapped) }
      : node;

import { expect, test } from '@jest/globals';
import { anEngine } from '../engine/an-engine.ts';
import { merged, payloadsOf } from './all-parts.ts';

const LISTS = [
  [
    { id: 'p1', title: 'Lamp', price: 1 },
    { id: 'p2', title: 'Desk', price: 2 },
  ],
  [
    { id: 'p3', title: 'Bed', price: 3 },
    { id: 'p1', title: 'Lamp', price: 1 },
  ],
];

/** A shop of which each question finds another list. */
const aMovingShop = () => {
  let times = 0;
  const products = () => LISTS[(times += 1) % 2];
  const shop = {
    sdl: /* GraphQL */ `
      type Query {
        products: [Product!]!
        shelf: Shelf
      }
      type Shelf @key(fields: "id") {
        id: ID!
        products: [Product!]!
      }
      type Product @key(fields: "id") {
        id: ID!
        title: String
        price: Int
      }
    `,
    resolvers: {
      Query: { products, shelf: () => ({ id: 's1' }) },
      Shelf: { __resolveReference: ({ id }: { id: string }) => ({ id }), products },
      Product: { __resolveReference: ({ id }: { id: string }) => LISTS.flat().find((one) => one.id === id) },
    },
  };
  return anEngine({ shop });
};

const PRICES: ReadonlyMap<unknown, number> = new Map(LISTS.flat().map(({ id, price }) => [id, price]));

interface Found {
  readonly products?: readonly { readonly id: string; readonly price: number }[];
  readonly shelf?: Found;
}

test.each([
  '{ products { id } ... @defer { products { id price } } }',
  '{ products { id } ... @defer { products { price } } }',
  '{ ... @defer { products { price } } ... @defer { products { id } } }',
  '{ shelf { id products { id } ... @defer { products { price } } } }',
  '{ shelf { id ... @defer { products { id } ... @defer { products { price } } } } }',
  '{ ... @defer { shelf { products { id } } } ...F } fragment F on Query { ... @defer { s: shelf { id } shelf { products { price } } } }',
])('an object is of one fetch, whatever parts select it: %s', async (query) => {
  const { text, ...answer } = await aMovingShop().ask(query, { acceptsParts: true });
  const [payloads = []] = await payloadsOf({ ...answer, data: text }, ['deferSpec=20220824']);
  const { products, shelf } = merged(payloads).data as Found;
  const all = products ?? shelf?.products ?? [];
  expect(all).toHaveLength(2);
  for (const { id, price } of all) expect([id, price]).toEqual([id, PRICES.get(id)]);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ShopStatusChanged } from '@stoa/contracts';
import { anonymous, newId } from '@stoa/kernel';
import { aService, aUser, openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { products } from '../src/subgraph.ts';
import { admin, aKnownShop, aListedProduct, change, type KnownShop } from './a-catalogue.ts';

let s: TestSubgraph;
beforeAll(async () => void (s = await openTestSubgraph(products)));
afterAll(() => s.close());

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Product { id title } ... on ProductVariant { id sku product { id } } } }`;
const entity = async (caller: object, typeName: string, id: string) =>
  (await s.as(caller).ask(ENTITIES, { of: [{ __typename: typeName, id }] })).data._entities[0] !== null;
const root = async (caller: object, id: string) =>
  (await s.as(caller).ask(`{ product(id: "${id}") { id } }`)).data.product !== null;
const rootVariant = async (caller: object, id = '') =>
  (await s.as(caller).ask(`{ productVariant(id: "${id}") { id } }`)).data.productVariant !== null;
const found = async (title: string) =>
  (await s.as().ask(`{ productSearch(query: "${title}") { nodes { id } } }`)).data.productSearch.nodes.length;
const listed = async (caller: object, shop: KnownShop) =>
  (
    await s
      .as(caller)
      .ask(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Shop { products(first: 50) { nodes { id } totalCount } } } }`,
        {
          of: [{ __typename: 'Shop', id: shop.id }],
        },
      )
  ).data._entities[0].products;

describe('who sees a product', () => {
  test('a draft: members, support and asking subgraphs', async () => {
    const shop = await aKnownShop(s);
    const {
      id,
      handle,
      variants: [variant],
    } = await aListedProduct(s, shop, { isPublished: false });
    const everybody = [anonymous, aUser(), shop.owner, admin, aService('carts')];
    const expected = [false, false, true, true, true];
    expect(await Promise.all(everybody.map((caller) => root(caller, id)))).toEqual(expected);
    expect(await Promise.all(everybody.map((caller) => entity(caller, 'Product', id)))).toEqual(expected);
    expect(await Promise.all(everybody.map((caller) => entity(caller, 'ProductVariant', variant?.id ?? '')))).toEqual(
      expected,
    );
    expect(await Promise.all(everybody.map((caller) => rootVariant(caller, variant?.id)))).toEqual(expected);
    const byHandle = (caller: object) => s.as(caller).ask(`{ productByHandle(handle: "${handle}") { id } }`);
    expect((await byHandle(anonymous)).data.productByHandle).toBeNull();
    expect((await byHandle(shop.owner)).data.productByHandle).toEqual({ id });
  });

  test('an archived one: nobody finds it, but orders and carts still show what it was', async () => {
    const shop = await aKnownShop(s);
    const {
      id,
      variants: [variant],
    } = await aListedProduct(s, shop, { title: 'Zebrafinch' });
    expect([await root(anonymous, id), await found('Zebrafinch')]).toEqual([true, 1]);
    await change(s, shop.owner, 'productArchive', { productId: id });
    expect([await root(anonymous, id), await found('Zebrafinch')]).toEqual([false, 0]);
    expect(await entity(anonymous, 'ProductVariant', variant?.id ?? '')).toBe(true);
    expect([await rootVariant(anonymous, variant?.id), await rootVariant(shop.owner, variant?.id)]).toEqual([
      false,
      true,
    ]);
    await change(s, shop.owner, 'productPublish', { productId: id });
    expect(await found('Zebrafinch')).toBe(1);
  });

  test('those of a shop that is stopped: nobody else, until it opens again', async () => {
    const shop = await aKnownShop(s);
    const {
      id,
      variants: [variant],
    } = await aListedProduct(s, shop, { title: 'Quokkaplush' });
    const archived = await aListedProduct(s, shop, { title: 'Quokkaplush old' });
    await change(s, shop.owner, 'productArchive', { productId: archived.id });
    await s.hear(ShopStatusChanged.of({ shopId: shop.id, status: 'SUSPENDED' }));
    expect([await root(anonymous, id), await entity(anonymous, 'Product', id), await found('Quokkaplush')]).toEqual([
      false,
      false,
      0,
    ]);
    expect(await root(shop.owner, id)).toBe(true);
    expect(await rootVariant(anonymous, variant?.id)).toBe(false);
    const made = await aListedProduct(s, shop, { title: 'Quokkaplush new' });
    expect([await root(anonymous, made.id), await found('Quokkaplush')]).toEqual([false, 0]);
    await s.hear(ShopStatusChanged.of({ shopId: shop.id, status: 'APPROVED' }));
    expect([await root(anonymous, id), await found('Quokkaplush')]).toEqual([true, 2]);
  });

  test("in a shop's list: what is published for everybody, everything for its members", async () => {
    const shop = await aKnownShop(s);
    const first = await aListedProduct(s, shop);
    const draft = await aListedProduct(s, shop, { isPublished: false });
    const last = await aListedProduct(s, shop);
    expect(await listed(anonymous, shop)).toEqual({ nodes: [{ id: last.id }, { id: first.id }], totalCount: 2 });
    expect(await listed(shop.owner, shop)).toEqual({
      nodes: [{ id: last.id }, { id: draft.id }, { id: first.id }],
      totalCount: 3,
    });
  });

  test('a product published while its shop is being stopped is never left on sale', async () => {
    const shop = await aKnownShop(s);
    const drafts = await Promise.all([1, 2, 3, 4].map(() => aListedProduct(s, shop, { isPublished: false })));
    await Promise.all([
      ...drafts.map(({ id }) => change(s, shop.owner, 'productPublish', { productId: id })),
      s.hear(ShopStatusChanged.of({ shopId: shop.id, status: 'SUSPENDED' })),
    ]);
    expect((await listed(anonymous, shop)).nodes).toEqual([]);
  });
});

describe('one variant', () => {
  test('is found by its id, with its product, in one statement; null for an id that there is not', async () => {
    const { id, variants } = await aListedProduct(s, await aKnownShop(s));
    const ask = (variantId = '') =>
      s.as().ask(`query ($id: ID!) { productVariant(id: $id) { id sku product { id } } }`, { id: variantId });
    s.statements();
    expect((await ask(variants[0]?.id)).data.productVariant).toMatchObject({ id: variants[0]?.id, product: { id } });
    expect(s.statements()).toHaveLength(1);
    for (const unknown of [newId('var'), id, '', '__proto__'])
      expect(await ask(unknown)).toMatchObject({ data: { productVariant: null } });
  });
});

describe('entities', () => {
  test('come in the order asked, null where there is none, one statement for each type', async () => {
    const shop = await aKnownShop(s);
    const [one, two] = [await aListedProduct(s, shop), await aListedProduct(s, shop)];
    const of = [
      { __typename: 'ProductVariant', id: two.variants[0]?.id },
      { __typename: 'ProductVariant', id: newId('var') },
      { __typename: 'ProductVariant', id: one.variants[0]?.id },
    ];
    s.statements();
    const { data } = await s.as().ask(ENTITIES, { of });
    expect(data._entities.map((variant: { product: { id: string } } | null) => variant?.product.id ?? null)).toEqual([
      two.id,
      null,
      one.id,
    ]);
    expect(s.statements()).toHaveLength(1);
    await s.as().ask(ENTITIES, { of: [one, two].map(({ id }) => ({ __typename: 'Product', id })) });
    expect(s.statements()).toHaveLength(1);
  });
});

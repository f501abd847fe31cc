import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { products } from '../src/subgraph.ts';
import { aCategory, aKnownShop, aListedProduct, type KnownShop } from './a-catalogue.ts';

let s: TestSubgraph;
let tea: KnownShop;
let wear: KnownShop;
const category: Record<string, { id: string; slug: string }> = {};

const clothes = (title: string, price: string, colors: string[], more: object = {}) => ({
  title,
  variants: colors.map((color, index) => ({
    sku: `${title}-${color}`.toUpperCase().replaceAll(' ', '-'),
    price: (Number(price) + index).toFixed(2),
    options: [{ name: 'Color', value: color }],
  })),
  ...more,
});

beforeAll(async () => {
  s = await openTestSubgraph(products);
  tea = await aKnownShop(s, { name: 'Tea House' });
  wear = await aKnownShop(s, { name: 'Wear' });
  category.clothes = await aCategory(s, 'Clothes');
  category.shirts = await aCategory(s, 'Shirts', category.clothes.id);
  category.shoes = await aCategory(s, 'Shoes', category.clothes.id);
  category.teas = await aCategory(s, 'Teas');
  await aListedProduct(
    s,
    wear,
    clothes('Linen shirt', '20', ['Red', 'Blue'], { categoryId: category.shirts.id, brand: 'Lux' }),
  );
  await aListedProduct(s, wear, clothes('Cotton shirt', '12', ['Red'], { categoryId: category.shirts.id }));
  await aListedProduct(
    s,
    wear,
    clothes('Running shoes', '80', ['Green'], { categoryId: category.shoes.id, tags: ['sport'] }),
  );
  await aListedProduct(
    s,
    wear,
    clothes('Belt', '15', ['Red'], { categoryId: category.clothes.id, description: 'Goes with every shirt.' }),
  );
  await aListedProduct(s, tea, {
    title: 'Crème brûlée tea',
    categoryId: category.teas.id,
    variants: [{ sku: 'TEA-77', price: '5.00', barcode: '4006381333931' }],
  });
  await aListedProduct(s, tea, {
    title: 'Green tea',
    categoryId: category.teas.id,
    variants: [{ sku: 'TEA-78', price: '4.00' }],
  });
});
afterAll(() => s.close());

const SEARCH = `query ($query: String, $filters: [ProductFilterInput!], $sort: ProductSort, $first: Int, $after: String, $last: Int, $before: String) {
  productSearch(query: $query, filters: $filters, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
    nodes { title } totalCount correctedQuery pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    filters { key label values { label count isSelected input } } } }`;
const search = async (variables: object) => {
  const { data, errors } = await s.as().ask(SEARCH, { ...variables });
  if (errors) return { code: errors[0]?.extensions?.['code'], message: errors[0]?.message };
  return { ...data.productSearch, titles: data.productSearch.nodes.map(({ title }: { title: string }) => title) };
};
const titles = async (variables: object) => (await search(variables)).titles;
const facet = (
  result: { filters: { key: string; values: { label: string; count: number; input: object }[] }[] },
  key: string,
) =>
  Object.fromEntries(
    result.filters.find((filter) => filter.key === key)?.values.map(({ label, count }) => [label, count]) ?? [],
  );

describe('search by words', () => {
  // Equal ranks are settled by the id: the later product first.
  test('finds them in any form and order, titles before descriptions', async () => {
    expect(await titles({ query: 'shirts' })).toEqual(['Cotton shirt', 'Linen shirt', 'Belt']);
    expect(await titles({ query: 'shirt linen' })).toEqual(['Linen shirt']);
    expect((await titles({ query: 'shirt' })).at(-1)).toBe('Belt');
  });
  test.each([
    ['a brand', 'lux', ['Linen shirt']],
    ['a tag', 'sport', ['Running shoes']],
    ['the name of a category', 'clothes running', ['Running shoes']],
    ['a stock-keeping unit', 'TEA-77', ['Crème brûlée tea']],
    ['a barcode', '4006381333931', ['Crème brûlée tea']],
    ['letters without their accents', 'creme brulee', ['Crème brûlée tea']],
    ['a color', 'green shoes', ['Running shoes']],
    ['a phrase', '"cotton shirt"', ['Cotton shirt']],
    ['an excluded word', 'shirt -linen -belt', ['Cotton shirt']],
  ])('finds %s', async (_, query, expected) => {
    expect(await titles({ query })).toEqual(expected);
  });
  test.each([
    ['letters that changed places', 'shrit linen', 'shirt linen', ['Linen shirt']],
    ['a letter too many', 'linnen', 'linen', ['Linen shirt']],
    ['a letter too few', 'runing', 'running', ['Running shoes']],
    ['a wrong first letter', 'dotton', 'cotton', ['Cotton shirt']],
    ['an unfinished word', 'cott', 'cotton', ['Cotton shirt']],
  ])('forgives %s', async (_, query, correctedQuery, expected) => {
    expect(await search({ query })).toMatchObject({ correctedQuery, titles: expected, totalCount: 1 });
  });
  test('finds what has some of the words when nothing has all of them', async () => {
    expect(await search({ query: 'linen astrolabe' })).toMatchObject({
      titles: ['Linen shirt'],
      correctedQuery: 'linen or astrolabe',
      totalCount: 1,
    });
    expect(await titles({ query: '"linen astrolabe"' })).toEqual([]);
    expect(await titles({ query: 'shirt -shirt' })).toEqual([]);
  });
  test('finds nothing where there is nothing like it', async () => {
    expect(await search({ query: 'xylophone' })).toMatchObject({
      titles: [],
      totalCount: 0,
      filters: [],
      correctedQuery: null,
    });
    expect(await search({ query: '!!! ((' })).toMatchObject({ titles: [] });
  });
  test('takes 200 characters at most', async () => {
    expect(await search({ query: 'x'.repeat(201) })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('filters', () => {
  test('of one kind widen, of different kinds narrow', async () => {
    const option = (value: string) => ({ option: { name: 'color', value } });
    expect(await titles({ filters: [option('Green'), option('Blue')], sort: 'NEWEST' })).toEqual([
      'Running shoes',
      'Linen shirt',
    ]);
    expect(await titles({ filters: [option('Red'), { categoryId: category.shirts?.id }], sort: 'PRICE_ASC' })).toEqual([
      'Cotton shirt',
      'Linen shirt',
    ]);
    expect(await titles({ filters: [{ shopId: tea.id }], sort: 'PRICE_ASC' })).toEqual([
      'Green tea',
      'Crème brûlée tea',
    ]);
    expect(
      await titles({ filters: [{ price: { currencyCode: 'EUR', min: '12.00', max: '15.00' } }], sort: 'PRICE_ASC' }),
    ).toEqual(['Cotton shirt', 'Belt']);
    expect(await titles({ filters: [{ price: { currencyCode: 'USD', min: '0' } }] })).toEqual([]);
    expect(await search({ filters: [{ price: { currencyCode: 'JPY', min: '1.5' } }] })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('are of ten options at most: each is counted in a pass of its own', async () => {
    const byOptions = async (count: number) => {
      const filters = Array.from({ length: count }, (_, n) => ({ option: { name: `Option ${n}`, value: 'any' } }));
      const { errors } = await s
        .as()
        .ask(`query ($filters: [ProductFilterInput!]) { productSearch(filters: $filters) { filters { key } } }`, {
          filters,
        });
      return errors?.map(({ extensions }) => extensions?.['code']);
    };
    expect(await byOptions(10)).toBeUndefined();
    expect(await byOptions(11)).toEqual(['BAD_USER_INPUT']);
  });

  test('are counted, and each can be sent back as it came', async () => {
    const all = await search({});
    expect(all.filters.map(({ key }: { key: string }) => key)).toEqual(['shop', 'category', 'price', 'option.color']);
    expect(facet(all, 'shop')).toEqual({ Wear: 4, 'Tea House': 2 });
    expect(facet(all, 'category')).toEqual({ Clothes: 4, Shirts: 2, Teas: 2, Shoes: 1 });
    expect(facet(all, 'price')).toEqual({ 'EUR 0.00 to 9.99': 2, 'EUR 10.00 to 24.99': 3, 'EUR 50.00 to 99.99': 1 });
    expect(facet(all, 'option.color')).toEqual({ Red: 3, Blue: 1, Green: 1 });
    for (const { values } of all.filters as { values: { count: number; input: object }[] }[])
      for (const { count, input } of values) {
        const narrowed = await search({ filters: [input] });
        expect([input, narrowed.totalCount, narrowed.titles.length]).toEqual([input, count, count]);
        const selected = narrowed.filters.flatMap((filter: { values: { isSelected: boolean; input: object }[] }) =>
          filter.values.filter(({ isSelected }) => isSelected),
        );
        expect(selected).toMatchObject([{ count, input }]);
      }
  });

  test('of a chosen kind still count what choosing another of it would add', async () => {
    const red = await search({ filters: [{ option: { name: 'Color', value: 'Red' } }] });
    expect(facet(red, 'option.color')).toEqual({ Red: 3, Blue: 1, Green: 1 });
    expect(facet(red, 'shop')).toEqual({ Wear: 3 });
    expect(red.totalCount).toBe(3);
  });
});

describe('pages', () => {
  const everything = ['RELEVANCE', 'NEWEST', 'PRICE_ASC', 'PRICE_DESC'].flatMap((sort) => [
    { sort },
    { sort, query: 'shirt' },
    { sort, query: 'tea or shirt' },
  ]);
  test.each(everything)('of %j run forward and backward without a gap or a double', async (variables) => {
    const whole = await titles({ ...variables, first: 100 });
    const forward: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof search>> = await search({ ...variables, first: 2, after });
      forward.push(...page.titles);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(forward).toEqual(whole);
    const backward: string[] = [];
    let before: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof search>> = await search({ ...variables, last: 2, before });
      backward.unshift(...page.titles);
      before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
    } while (before !== null);
    expect(backward).toEqual(whole);
  });

  test('are in the order asked', async () => {
    expect(await titles({ sort: 'PRICE_ASC' })).toEqual([
      'Green tea',
      'Crème brûlée tea',
      'Cotton shirt',
      'Belt',
      'Linen shirt',
      'Running shoes',
    ]);
    expect(await titles({ sort: 'PRICE_DESC' })).toEqual([
      'Running shoes',
      'Linen shirt',
      'Belt',
      'Cotton shirt',
      'Crème brûlée tea',
      'Green tea',
    ]);
    expect(await titles({ sort: 'NEWEST' })).toEqual([
      'Green tea',
      'Crème brûlée tea',
      'Belt',
      'Running shoes',
      'Cotton shirt',
      'Linen shirt',
    ]);
  });

  test('refuse a cursor of another order', async () => {
    const { pageInfo } = await search({ sort: 'NEWEST', first: 1 });
    expect(await search({ sort: 'PRICE_ASC', after: pageInfo.endCursor })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const forged = Buffer.from(JSON.stringify(['PRICE_ASC', "0'); DROP TABLE products; --", 'x'])).toString(
      'base64url',
    );
    expect(await search({ sort: 'PRICE_ASC', after: forged })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('a category', () => {
  test('shows what is in it and below, and offers what is below', async () => {
    const { data } = await s.as()
      .ask(`{ category(slug: "clothes") { products(sort: PRICE_ASC, filters: [{ option: { name: "Color", value: "Red" } }]) {
      nodes { title } totalCount filters { key values { label count } } } } }`);
    const { products: page } = data.category;
    expect(page.nodes.map(({ title }: { title: string }) => title)).toEqual(['Cotton shirt', 'Belt', 'Linen shirt']);
    expect(page.filters.find(({ key }: { key: string }) => key === 'category').values).toEqual([
      { label: 'Shirts', count: 2 },
    ]);
  });
});

describe('what it costs', () => {
  const PAGE =
    'nodes { id title images { url } priceRange { min { amount } } variants { price { amount } } category { name } shop { id } }';
  test.each([
    ['a product', `{ productByHandle(handle: "x") { id } }`, 1],
    [
      'a category page with its facets: category, page, facets, products, their categories',
      `{ category(slug: "clothes") { name products(first: 20) { ${PAGE} totalCount filters { key } } } }`,
      5,
    ],
    [
      'a search with facets: page, facets, products, their categories',
      `{ productSearch(query: "shirt", first: 20) { ${PAGE} totalCount filters { key } } }`,
      4,
    ],
    [
      'the first products of every category at the top: categories, pages, products',
      '{ categories { name products(first: 4) { nodes { title variants { sku } } } } }',
      3,
    ],
  ])('%s', async (_, query, statements) => {
    s.statements();
    const { errors } = await s.as().ask(query);
    expect(errors).toBeUndefined();
    expect(s.statements()).toHaveLength(statements);
  });
});

test('products of one price are paged by their ids, forward and backward', async () => {
  const { id: categoryId } = await aCategory(s, 'Pencils');
  for (const n of [1, 2, 3, 4, 5])
    await aListedProduct(s, wear, {
      title: `Pencil ${n}`,
      categoryId,
      variants: [{ sku: `PENCIL-${n}`, price: '1.00' }],
    });
  const filters = [{ categoryId }];
  const cheapest = await search({ filters, sort: 'PRICE_ASC', first: 3 });
  expect(cheapest.titles).toEqual(['Pencil 1', 'Pencil 2', 'Pencil 3']);
  const next = await search({ filters, sort: 'PRICE_ASC', first: 3, after: cheapest.pageInfo.endCursor });
  expect(next.titles).toEqual(['Pencil 4', 'Pencil 5']);
  expect(await titles({ filters, sort: 'PRICE_ASC', last: 3, before: next.pageInfo.startCursor })).toEqual(
    cheapest.titles,
  );
  expect(await titles({ filters, sort: 'PRICE_DESC', first: 2 })).toEqual(['Pencil 5', 'Pencil 4']);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aUser, openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { ShopMemberRemoved } from '@stoa/contracts';
import { products } from '../src/subgraph.ts';
import { aCategory, admin, aKnownShop, aListedProduct, change, type KnownShop } from './a-catalogue.ts';

let s: TestSubgraph;
let shop: KnownShop;
beforeAll(async () => {
  s = await openTestSubgraph(products, { environment: { PUBLIC_URL: 'https://shop.example/' } });
  shop = await aKnownShop(s);
});
afterAll(() => s.close());

const refusedWith = (code: string, path?: string[]) => ({
  product: null,
  userErrors: [expect.objectContaining(path ? { code, path } : { code })],
});
const variants = (...skus: string[]) =>
  skus.map((sku, index) => ({ sku, price: `${10 + index}.50`, options: [{ name: 'Size', value: sku }] }));

describe('a new product', () => {
  test('is a draft with its variants, and announces its whole listing', async () => {
    const category = await aCategory(s, 'Shirts');
    const { product, userErrors } = await change(s, shop.owner, 'productCreate', {
      shopId: shop.id,
      title: 'Linen shirt',
      brand: 'Lux',
      tags: ['summer', 'summer'],
      categoryId: category.id,
      variants: variants('LINEN-S', 'LINEN-M'),
    });
    expect(userErrors).toEqual([]);
    expect(product).toMatchObject({
      version: 1,
      handle: `linen-shirt-${product.id.slice(-6).toLowerCase()}`,
      status: 'DRAFT',
      brand: 'Lux',
      tags: ['summer'],
      category: { slug: 'shirts' },
      publishedAt: null,
      options: [{ name: 'Size', values: ['LINEN-S', 'LINEN-M'] }],
      priceRange: { min: { amount: '10.50' }, max: { amount: '11.50' } },
      variants: [
        { sku: 'LINEN-S', title: 'LINEN-S', price: { amount: '10.50', currencyCode: 'EUR' } },
        { sku: 'LINEN-M' },
      ],
    });
    expect(await s.announcedPayloads(product.id)).toMatchObject([
      {
        type: 'ProductCreated',
        payload: {
          shopId: shop.id,
          title: 'Linen shirt',
          variants: [{ title: 'Linen shirt – LINEN-S', price: { amountMinor: 1_050 } }, {}],
        },
      },
    ]);
  });

  test('is priced in the currency of its shop', async () => {
    const tokyo = await aKnownShop(s, { currencyCode: 'JPY' });
    const input = { shopId: tokyo.id, title: 'Chawan', variants: [{ sku: 'C', price: '1200' }] };
    expect((await change(s, tokyo.owner, 'productCreate', input)).product.variants[0].price).toEqual({
      amount: '1200',
      currencyCode: 'JPY',
    });
    expect(
      await change(s, tokyo.owner, 'productCreate', { ...input, variants: [{ sku: 'D', price: '12.50' }] }),
    ).toEqual(refusedWith('INVALID_INPUT', ['variants', '0', 'price']));
  });

  test('is for members of the shop: others do not find it, visitors are asked to sign in', async () => {
    const input = { shopId: shop.id, title: 'Not mine', variants: variants('N') };
    expect(await change(s, aUser(), 'productCreate', input)).toEqual(refusedWith('NOT_FOUND', ['shopId']));
    expect(await change(s, shop.owner, 'productCreate', { ...input, shopId: newId('shop') })).toEqual(
      refusedWith('NOT_FOUND', ['shopId']),
    );
    expect(await change(s, {}, 'productCreate', input)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const left = await aKnownShop(s);
    await s.hear(ShopMemberRemoved.of({ shopId: left.id, userId: left.owner.user.id }));
    expect(await change(s, left.owner, 'productCreate', { ...input, shopId: left.id })).toEqual(
      refusedWith('NOT_FOUND', ['shopId']),
    );
  });

  test('is refused what is taken and what does not exist', async () => {
    await aListedProduct(s, shop, { handle: 'taken-handle', variants: variants('TAKEN') });
    const input = { shopId: shop.id, title: 'Second', variants: variants('SECOND') };
    expect(await change(s, shop.owner, 'productCreate', { ...input, handle: 'taken-handle' })).toEqual(
      refusedWith('SLUG_TAKEN', ['handle']),
    );
    expect(await change(s, shop.owner, 'productCreate', { ...input, variants: variants('FREE', 'TAKEN') })).toEqual(
      refusedWith('SKU_TAKEN'),
    );
    expect(await change(s, shop.owner, 'productCreate', { ...input, categoryId: newId('cat') })).toEqual(
      refusedWith('NOT_FOUND', ['categoryId']),
    );
    const other = await aKnownShop(s);
    expect(
      (await change(s, other.owner, 'productCreate', { ...input, shopId: other.id, variants: variants('TAKEN') }))
        .userErrors,
    ).toEqual([]);
  });
});

describe('a product', () => {
  test('changes, and says whether buyers see it', async () => {
    const { id } = await aListedProduct(s, shop);
    const answer = await change(s, shop.owner, 'productUpdate', {
      productId: id,
      title: 'Better',
      handle: 'better-one',
      expectedVersion: 2,
    });
    expect(answer).toMatchObject({ product: { title: 'Better', version: 3 }, userErrors: [] });
    expect(await change(s, shop.owner, 'productUpdate', { productId: id, title: 'Worse', expectedVersion: 2 })).toEqual(
      refusedWith('VERSION_CONFLICT'),
    );
    await change(s, shop.owner, 'productArchive', { productId: id });
    expect(await s.announced(id)).toEqual(['ProductCreated', 'ProductPublished', 'ProductChanged', 'ProductArchived']);
    expect((await s.announcedPayloads(id))[2]).toMatchObject({ payload: { isPublished: true } });
    const other = await aListedProduct(s, shop);
    expect(await change(s, shop.owner, 'productUpdate', { productId: other.id, handle: 'better-one' })).toEqual(
      refusedWith('SLUG_TAKEN'),
    );
    expect(await change(s, aUser(), 'productUpdate', { productId: other.id, title: 'Mine' })).toEqual(
      refusedWith('NOT_FOUND', ['productId']),
    );
  });

  test('gets and changes variants; a unit of another product is taken', async () => {
    const {
      id,
      variants: [first],
    } = await aListedProduct(s, shop, { variants: variants('V1') });
    const added = await change(s, shop.owner, 'productVariantAdd', { productId: id, variant: variants('V2')[0] });
    expect(added.product.variants.map(({ sku }: { sku: string }) => sku)).toEqual(['V1', 'V2']);
    const updated = await change(s, shop.owner, 'productVariantUpdate', {
      variantId: first?.id,
      price: '7.00',
      compareAtPrice: '9.00',
    });
    expect(updated.product.variants[0]).toMatchObject({
      price: { amount: '7.00' },
      compareAtPrice: { amount: '9.00' },
    });
    expect((await s.announcedPayloads(id)).at(-1)).toMatchObject({
      type: 'ProductChanged',
      payload: { variants: [{ price: { amountMinor: 700 } }, {}] },
    });
    await aListedProduct(s, shop, { variants: variants('ELSEWHERE') });
    expect(await change(s, shop.owner, 'productVariantUpdate', { variantId: first?.id, sku: 'ELSEWHERE' })).toEqual(
      refusedWith('SKU_TAKEN', ['sku']),
    );
    expect(
      await change(s, shop.owner, 'productVariantAdd', { productId: id, variant: variants('ELSEWHERE')[0] }),
    ).toEqual(refusedWith('SKU_TAKEN', ['variant', 'sku']));
    expect(await change(s, aUser(), 'productVariantUpdate', { variantId: first?.id, price: '1.00' })).toEqual(
      refusedWith('NOT_FOUND', ['variantId']),
    );
  });
});

describe('pictures', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>';
  test('are served for ever, harmlessly, and stored once', async () => {
    const { id } = await aListedProduct(s, shop);
    const { product } = await change(s, shop.owner, 'productImageAdd', { productId: id, svg, alt: 'A box' });
    const [image] = product.images;
    expect(image).toMatchObject({
      alt: 'A box',
      width: 40,
      height: 30,
      url: expect.stringMatching(/^https:\/\/shop\.example\/media\/[0-9a-f]{64}$/),
    });
    const path = new URL(image.url).pathname;
    const answer = await s.http(path);
    expect(answer?.status).toBe(200);
    expect(await answer?.text()).toBe(svg);
    expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
    });
    expect((await s.http(path, { headers: { 'if-none-match': answer?.headers.get('etag') ?? '' } }))?.status).toBe(304);
    const other = await aListedProduct(s, shop);
    expect(
      (await change(s, shop.owner, 'productImageAdd', { productId: other.id, svg, alt: '' })).product.images[0].url,
    ).toBe(image.url);
    const removed = await change(s, shop.owner, 'productImageRemove', { productId: id, imageId: image.id });
    expect(removed.product.images).toEqual([]);
    expect((await s.http(path))?.status).toBe(200);
  });

  test.each(['/media/nothing', `/media/${'0'.repeat(64)}`])('%s is not found', async (path) => {
    expect((await s.http(path))?.status).toBe(404);
  });

  test('are refused with scripts, and from strangers', async () => {
    const { id } = await aListedProduct(s, shop);
    const bad = svg.replace('<rect', '<script/><rect');
    expect(await change(s, shop.owner, 'productImageAdd', { productId: id, svg: bad, alt: '' })).toEqual(
      refusedWith('INVALID_INPUT', ['svg']),
    );
    expect(await change(s, aUser(), 'productImageAdd', { productId: id, svg, alt: '' })).toEqual(
      refusedWith('NOT_FOUND', ['productId']),
    );
  });
});

describe('categories', () => {
  const CREATE = `mutation ($input: CategoryCreateInput!) { categoryCreate(input: $input) { category { id } userErrors { ... on UserError { code path } } } }`;
  test('make a tree that is read in one statement a level, six deep at most', async () => {
    const top = await aCategory(s, 'Clothes & Shoes');
    const shoes = await aCategory(s, 'Shoes', top.id);
    await aCategory(s, 'Boots', shoes.id);
    const { data } = await s
      .as()
      .ask(
        `{ category(slug: "shoes") { name parent { slug } ancestors { name } children { name children { name } } } }`,
      );
    expect(data.category).toEqual({
      name: 'Shoes',
      parent: { slug: 'clothes-shoes' },
      ancestors: [{ name: 'Clothes & Shoes' }],
      children: [{ name: 'Boots', children: [] }],
    });
    s.statements();
    await s.as().ask('{ categories { name children { name children { name } } } }');
    expect(s.statements()).toHaveLength(3);
    let parentId = shoes.id;
    for (const depth of [3, 4, 5, 6]) parentId = (await aCategory(s, `Level ${depth}`, parentId)).id;
    const deep = (await s.as(admin).ask(CREATE, { input: { name: 'Too deep', parentId } })).data.categoryCreate;
    expect(deep.userErrors).toEqual([{ code: 'INVALID_INPUT', path: ['parentId'] }]);
  });

  test('are administrators’ to add, and their addresses are unique', async () => {
    expect((await s.as(shop.owner).ask(CREATE, { input: { name: 'Mine' } })).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
    });
    await aCategory(s, 'Unique');
    expect((await s.as(admin).ask(CREATE, { input: { name: 'Unique' } })).data.categoryCreate.userErrors).toEqual([
      { code: 'SLUG_TAKEN', path: ['slug'] },
    ]);
    expect(
      (await s.as(admin).ask(CREATE, { input: { name: 'x', parentId: newId('cat') } })).data.categoryCreate.userErrors,
    ).toEqual([{ code: 'NOT_FOUND', path: ['parentId'] }]);
  });
});

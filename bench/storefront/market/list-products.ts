import { randomUUID } from 'node:crypto';
import type { GraphClient } from '../../../e2e/harness/graph-client.ts';
import { anAdmin, aShop, type Platform, type TestShop } from '../../../e2e/harness/market.ts';
import { until } from '../../../e2e/harness/until.ts';
import type { Id } from '../../../packages/kernel/src/kernel.ts';
import { makeProduct, type MadeCategory, type MadeProduct } from '../../catalogue/make-catalogue.ts';
import { drive } from '../../measure/drive.ts';
import type { World } from './world.ts';

const PRODUCTS = 60;
// Their handles and units must not be those of the big catalogue, which counts from 0.
const FIRST = 1_000_000;
const TREE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Clothing: { Shirts: ['shirt', 'blouse', 'polo'], Jackets: ['jacket', 'coat', 'parka'] },
  Home: { Cookware: ['pan', 'wok', 'kettle'], Lighting: ['lamp', 'lantern', 'spotlight'] },
  Garden: { Tools: ['spade', 'rake', 'trowel'], Plants: ['fern', 'lavender', 'bonsai'] },
};

/** Three shops with 60 products of three variants, opened and listed through the graph as their owners would. */
export const listProducts = async (
  stoa: Platform,
): Promise<Pick<World, 'categorySlugs' | 'products' | 'words' | 'filters'>> => {
  const admin = await anAdmin(stoa);
  const categories = await makeCategories(admin);
  const shops = [
    await aShop(stoa, admin, 'Loom'),
    await aShop(stoa, admin, 'Hearth'),
    await aShop(stoa, admin, 'Orla'),
  ];
  const shopIds = shops.map(({ shopId }) => shopId as Id<'shop'>);
  const made = Array.from({ length: PRODUCTS }, (_, n) =>
    makeProduct(FIRST + n, { shopIds, categories, variantsPerProduct: 3 }),
  );
  const products: World['products'][number][] = [];
  await drive({ count: PRODUCTS, atOnce: 4 }, async (n) => {
    const one = made[n];
    const shop = shops.find(({ shopId }) => shopId === one?.shopId);
    if (one && shop) products.push(await listProduct(shop, one));
  });
  return {
    categorySlugs: categories.map(({ slug }) => slug),
    products,
    words: [...new Set(made.flatMap(({ title }) => title.split(' ').slice(1)))],
    filters: [
      [{ option: { name: 'color', value: 'Red' } }],
      [{ price: { currencyCode: 'EUR', min: '20.00', max: '150.00' } }],
      shopIds.slice(0, 2).map((shopId) => ({ shopId })),
      [{ option: { name: 'size', value: 'M' } }, { price: { currencyCode: 'EUR', max: '120.00' } }],
    ],
  };
};

async function makeCategories(admin: GraphClient): Promise<MadeCategory[]> {
  const made: MadeCategory[] = [];
  const make = async (name: string, above: MadeCategory | undefined, nouns: readonly string[]) => {
    const slug = `market-${above ? `${above.name}-` : ''}${name}`.toLowerCase();
    const { categoryCreate } = (await admin.ask(
      `mutation ($input: CategoryCreateInput!) { categoryCreate(input: $input) { category { id } userErrors { ... on UserError { message } } } }`,
      { input: { name, slug, ...(above && { parentId: above.id }) } },
    )) as { categoryCreate: { category: { id: Id<'cat'> } } };
    const { id } = categoryCreate.category;
    const category = {
      id,
      name,
      slug,
      path: [...(above?.path ?? []), id],
      pathNames: [...(above?.pathNames ?? []), name],
      nouns,
    };
    made.push(category);
    return category;
  };
  for (const [name, below] of Object.entries(TREE)) {
    const top = await make(name, undefined, []);
    for (const [leaf, nouns] of Object.entries(below)) await make(leaf, top, nouns);
  }
  return made;
}

async function listProduct(
  { owner, shopId, locationId }: TestShop,
  made: MadeProduct,
): Promise<World['products'][number]> {
  const input = {
    shopId,
    title: made.title,
    handle: made.handle.slice(0, 120),
    description: made.description,
    brand: made.brand,
    tags: [...new Set(made.tags)],
    categoryId: made.category.id,
    variants: made.variants.map(({ sku, options, priceMinor }) => ({
      sku,
      options,
      price: (priceMinor / 100).toFixed(2),
    })),
  };
  const product = await until('the shop to be known to products', async () => {
    const { productCreate } = (await owner.ask(
      `mutation ($input: ProductCreateInput!) { productCreate(input: $input) { product { id handle variants { id } } userErrors { ... on UserError { message } } } }`,
      { input },
    )) as { productCreate: { product: { id: string; handle: string; variants: { id: string }[] } | null } };
    return productCreate.product;
  });
  await owner.ask(
    `mutation ($input: ProductPublishInput!) { productPublish(input: $input) { userErrors { ... on UserError { message } } } }`,
    {
      input: { productId: product.id },
    },
  );
  const variantIds = product.variants.map(({ id }) => id);
  for (const variantId of variantIds)
    await until('the variant to be known to inventory', async () => {
      const { stockAdjust } = (await owner.ask(
        `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { inventoryItem { onHand } userErrors { ... on UserError { message } } } }`,
        { input: { variantId, locationId, setOnHand: 100_000, reason: 'delivery', idempotencyKey: randomUUID() } },
      )) as { stockAdjust: { inventoryItem: object | null } };
      return stockAdjust.inventoryItem;
    });
  return { handle: product.handle, variantIds };
}

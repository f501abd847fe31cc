import { productsOf, variantsOf, type DemoProduct } from '../catalogue/catalogue.ts';
import { drawPicture } from '../pictures/draw-picture.ts';
import type { Seeding } from '../seeding.ts';
import { severalAtOnce } from './several-at-once.ts';
import type { Categories } from './make-categories.ts';
import type { DemoShop, Shops, Variants } from './market.ts';

/** Products with pictures, published. Answers the ids of their variants by SKU. */
export const makeProducts = async (
  seeding: Seeding,
  { shops, categories }: { shops: Shops; categories: Categories },
): Promise<Variants> => {
  await seeding.moveTo(seeding.instantOf([59, '09:00']));
  const wanted = Object.values(shops).flatMap((shop) => productsOf(shop.slug).map((product) => ({ shop, product })));
  const variants: Record<string, string> = {};
  await severalAtOnce(wanted, {
    atMost: 8,
    each: async ({ shop, product }) => {
      const made = await seeding.step(`product:${product.handle}`, () =>
        makeProduct(seeding, shop, { product, categoryId: categories[product.category] }),
      );
      Object.assign(variants, made);
    },
    after: (count) => count % 8 === 0 && seeding.say(`products ${count}/${wanted.length}`),
  });
  return variants;
};

interface Made {
  readonly id: string;
  readonly status: string;
  readonly variants: readonly { readonly id: string; readonly sku: string }[];
  readonly images: readonly unknown[];
}

const MADE = 'id status variants { id sku } images { id }';

async function makeProduct(
  { ask, tell }: Seeding,
  { id: shopId, caller }: DemoShop,
  { product, categoryId }: { product: DemoProduct; categoryId: string | undefined },
): Promise<Variants> {
  const { handle, title, description, brand, tags } = product;
  const whom = { of: 'products', as: caller };
  const { productByHandle } = await ask<{ productByHandle: Made | null }>({
    ...whom,
    query: `query($handle: String!) { productByHandle(handle: $handle) { ${MADE} } }`,
    variables: { handle },
  });
  const made = productByHandle
    ? { product: productByHandle }
    : await tell<{ product: Made }>({
        ...whom,
        mutation: 'productCreate',
        input: { shopId, handle, title, description, brand, tags, categoryId, variants: variantsOf(product) },
        answer: `product { ${MADE} }`,
      });
  const { id: productId, status, images, variants } = made.product;
  const answer = 'product { id }';
  if (images.length === 0)
    await tell({
      ...whom,
      mutation: 'productImageAdd',
      input: { productId, svg: drawPicture(product.picture), alt: title },
      answer,
    });
  if (status === 'DRAFT') await tell({ ...whom, mutation: 'productPublish', input: { productId }, answer });
  return Object.fromEntries(variants.map(({ id, sku }) => [sku, id]));
}

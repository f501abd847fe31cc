import { upsertRows, type Door } from '@stoa/messaging';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** Which shop sells which variant, as the products' events told: a projection, never the truth. */
export interface Variants {
  shopOf(variantId: string): Promise<string | undefined>;
  follow(
    door: Door,
    product: { productId: string; shopId: string; variants: readonly { variantId: string }[] },
  ): Promise<void>;
}

export const variants = (db: PrismaClient): Variants => ({
  shopOf: async (variantId) =>
    (await db.variant.findUnique({ where: { variantId }, select: { shopId: true } }))?.shopId,
  // A variant that is not listed any more keeps its shop: its stock is still there.
  follow: async ({ tx }, { productId, shopId, variants: listed }) => {
    const rows = listed.map(({ variantId }) => ({ variant_id: variantId, product_id: productId, shop_id: shopId }));
    if (tx) await upsertRows(tx, 'variants', rows, ['variant_id']);
  },
});

import type { DeliveryRate } from '@stoa/contracts';
import { upsertRows, type Door } from '@stoa/messaging';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** Whether shops are open and what they ask for delivery: a projection of shops, never the truth. */
export interface ShopTerms {
  ratesOf(shopIds: readonly string[]): Promise<ReadonlyMap<string, readonly DeliveryRate[]>>;
  followRates(door: Door, terms: { shopId: string; deliveryRates: readonly DeliveryRate[] }): Promise<void>;
  followStatus(door: Door, shop: { shopId: string; status: string }): Promise<void>;
}

export const shopTerms = (db: PrismaClient): ShopTerms => ({
  ratesOf: async (shopIds) => {
    if (shopIds.length === 0) return new Map();
    const rows = await db.shop.findMany({
      where: { shopId: { in: [...shopIds] } },
      select: { shopId: true, deliveryRates: true },
    });
    return new Map(rows.map((row) => [row.shopId, row.deliveryRates as unknown as DeliveryRate[]]));
  },
  // Columns that a row is made without keep their defaults: the two events come in any order.
  followRates: async ({ tx }, { shopId, deliveryRates }) => {
    if (tx) await upsertRows(tx, 'shops', [{ shop_id: shopId, delivery_rates: deliveryRates }], ['shop_id']);
  },
  followStatus: async ({ tx }, { shopId, status }) => {
    if (tx) await upsertRows(tx, 'shops', [{ shop_id: shopId, status }], ['shop_id']);
  },
});

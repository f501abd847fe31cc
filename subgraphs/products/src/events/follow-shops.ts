import { ShopProfileChanged, ShopRegistered, ShopStatusChanged } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Keeps what this domain has to know of shops: name, currency, whether they are open. */
export const followShops = [
  on(
    ShopRegistered,
    ({ shops }: House) =>
      (shop, door) =>
        // Events from before a currency could be chosen have none.
        shops.register(door, { ...shop, currencyCode: shop.currencyCode ?? 'EUR' }),
  ),
  on(
    ShopProfileChanged,
    ({ shops }: House) =>
      (shop, door) =>
        shops.rename(door, shop),
  ),
  on(
    ShopStatusChanged,
    ({ shops }: House) =>
      (shop, door) =>
        shops.setStatus(door, shop),
  ),
];

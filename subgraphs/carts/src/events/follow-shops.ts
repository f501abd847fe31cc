import { ShopStatusChanged, ShopTermsChanged } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Keeps whether shops are open and what they ask for delivery. */
export const followShops = [
  on(
    ShopStatusChanged,
    ({ shops }: House) =>
      (shop, door) =>
        shops.followStatus(door, shop),
  ),
  on(
    ShopTermsChanged,
    ({ shops }: House) =>
      (terms, door) =>
        shops.followRates(door, terms),
  ),
];

import DataLoader from 'dataloader';
import type { DeliveryRate } from '@stoa/contracts';
import type { Caller } from '@stoa/kernel';
import { maySee } from '../domain/access.ts';
import type { Cart } from '../domain/cart.ts';
import type { CartRepository } from './cart-repository.ts';
import type { ShopTerms } from './shop-terms.ts';

/** Batched reads of one request; what its caller may not see is null. */
export interface CartLoaders {
  readonly cart: DataLoader<string, Cart | null>;
  /** What a shop asks for delivery. */
  readonly rates: DataLoader<string, readonly DeliveryRate[]>;
}

export const cartLoaders = (
  { carts, shops }: { readonly carts: CartRepository; readonly shops: ShopTerms },
  caller: Caller,
): CartLoaders => ({
  cart: new DataLoader(async (ids) =>
    (await carts.byIds(ids)).map((cart) => (cart && maySee(caller)(cart) ? cart : null)),
  ),
  rates: new DataLoader(async (shopIds) => {
    const rates = await shops.ratesOf(shopIds);
    return shopIds.map((id) => rates.get(id) ?? []);
  }),
});

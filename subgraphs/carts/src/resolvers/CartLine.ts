import { timesQuantity } from '@stoa/kernel';
import { isLinePurchasable, unitPriceOf } from '../domain/cart.ts';
import type { CartLineResolvers } from '../generated/resolvers-types.ts';

export const CartLine: CartLineResolvers = {
  id: ({ line }) => line.id,
  variant: ({ line }) => ({ __typename: 'ProductVariant', id: line.variantId }),
  product: ({ line }) => ({ __typename: 'Product', id: line.listing.productId }),
  title: ({ line }) => line.listing.title,
  sku: ({ line }) => line.listing.sku,
  quantity: ({ line }) => line.quantity,
  unitPrice: ({ cart, line }) => unitPriceOf(cart, line),
  total: ({ cart, line }) => timesQuantity(unitPriceOf(cart, line), line.quantity),
  isPurchasable: ({ cart, line }) => isLinePurchasable(cart, line),
};

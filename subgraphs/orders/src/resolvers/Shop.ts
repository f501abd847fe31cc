import type { ShopResolvers } from '../generated/resolvers-types.ts';
import { sellerOrderConnection } from './SellerOrderConnection.ts';

export const Shop: ShopResolvers = {
  orders: ({ id }, args, context) => sellerOrderConnection(context, id, args),
};

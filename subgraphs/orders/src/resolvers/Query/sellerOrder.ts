import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { seesShop } from '../sees-shop.ts';

export const sellerOrder: QueryResolvers['sellerOrder'] = async (_, { shopId, orderId }, context) => {
  if (!(await seesShop(context, shopId))) return null;
  const order = await context.loaders.order.load(orderId);
  const part = order?.sellerOrders.find((candidate) => candidate.shopId === shopId);
  return order && part ? { order, part } : null;
};

import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { sellerOrderConnection } from '../SellerOrderConnection.ts';

export const shopOrders: QueryResolvers['shopOrders'] = (_, { shopId, ...args }, context) =>
  sellerOrderConnection(context, shopId, args);

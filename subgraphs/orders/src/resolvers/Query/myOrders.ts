import { pageRequest } from '@stoa/subgraph-kit';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { orderConnection } from '../OrderConnection.ts';

export const myOrders: QueryResolvers['myOrders'] = (_, { filter, ...page }, context) => {
  const buyerId = context.caller.user?.id;
  return buyerId === undefined ? null : orderConnection(context, { buyerId }, filter ?? {}, pageRequest(page));
};

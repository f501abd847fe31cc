import { pageRequest } from '@stoa/subgraph-kit';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { orderConnection } from '../OrderConnection.ts';

export const orders: QueryResolvers['orders'] = (_, { filter, ...page }, context) =>
  orderConnection(context, {}, filter ?? {}, pageRequest(page));

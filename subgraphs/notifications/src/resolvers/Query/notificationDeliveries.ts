import { connectionOf, pageRequest } from '@stoa/subgraph-kit';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const notificationDeliveries: QueryResolvers['notificationDeliveries'] = async (
  _,
  { filter, ...page },
  { rooms: { deliveries } },
) => {
  const request = pageRequest(page);
  const rows = await deliveries.page(filter ?? {}, request);
  return { ...connectionOf(rows, request, ({ id }) => [id]), count: () => deliveries.count(filter ?? {}) };
};

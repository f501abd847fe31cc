import { connectionOf, pageRequest } from '@stoa/subgraph-kit';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const paymentLedger: QueryResolvers['paymentLedger'] = async (_, { orderId, ...paging }, { rooms }) => {
  const page = pageRequest(paging);
  const { edges, nodes, pageInfo } = connectionOf(await rooms.ledger.page({ orderId }, page), page, ({ id }) => [
    String(id),
  ]);
  return { edges: [...edges], nodes: [...nodes], pageInfo, totalCount: null };
};

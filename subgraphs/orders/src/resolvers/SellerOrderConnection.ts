import { connectionOf, pageRequest, type Connection, type PageRequest } from '@stoa/subgraph-kit';
import type { Context } from '../context.ts';
import type { SellerOrderConnectionResolvers, ShopOrdersArgs } from '../generated/resolvers-types.ts';
import type { SellerOrderConnectionModel, SellerOrderModel } from '../mappers.ts';
import type { OrderFilter } from '../persistence/order-reader.ts';
import { seesShop } from './sees-shop.ts';

export const SellerOrderConnection: SellerOrderConnectionResolvers = {
  edges: async ({ page }) => (await page()).edges,
  nodes: async ({ page }) => (await page()).nodes,
  pageInfo: async ({ page }) => (await page()).pageInfo,
  totalCount: () => null,
};

/**
 * What was ordered from a shop, for those who see it. The list is read when something of it is asked for: who only asks
 * whether there may be one (`shopOrders { __typename }`) costs no statement on it.
 */
export const sellerOrderConnection = async (
  context: Context,
  shopId: string,
  { filter, ...page }: ShopOrdersArgs,
): Promise<SellerOrderConnectionModel | null> => {
  if (!(await seesShop(context, shopId))) return null;
  const request = pageRequest(page);
  let read: Promise<Connection<SellerOrderModel>> | undefined;
  return { page: () => (read ??= readPage(context, shopId, { filter: filter ?? {}, request })) };
};

async function readPage(
  { rooms, loaders }: Context,
  shopId: string,
  { filter, request }: { filter: OrderFilter; request: PageRequest },
): Promise<Connection<SellerOrderModel>> {
  const rows = await rooms.reader.shopPage(shopId, filter, request);
  const orders = await loaders.order.loadMany(rows.map((row) => row.orderId));
  const nodes = rows.flatMap((row, index) => {
    const order = orders[index];
    if (order instanceof Error) throw order;
    const part = order?.sellerOrders.find((candidate) => candidate.id === row.id);
    return order && part ? [{ order, part }] : [];
  });
  return connectionOf(nodes, request, ({ part }) => [part.id]);
}

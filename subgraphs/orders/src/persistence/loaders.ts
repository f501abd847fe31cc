import DataLoader from 'dataloader';
import type { Caller } from '@stoa/kernel';
import type { ShopMembers } from '@stoa/subgraph-kit';
import { maySee } from '../domain/access.ts';
import type { Order } from '../domain/order.ts';
import type { OrderReader, TimelineRow } from './order-reader.ts';
import type { OrderRepository } from './order-repository.ts';

/** Batched reads of one request; what its caller may not see is null. */
export interface OrderLoaders {
  readonly order: DataLoader<string, Order | null>;
  readonly timeline: DataLoader<string, TimelineRow[]>;
  /** The shops the caller works for; asked once. */
  readonly shopIds: () => Promise<readonly string[]>;
}

export const orderLoaders = (
  { orders, reader, members }: { orders: OrderRepository; reader: OrderReader; members: ShopMembers },
  caller: Caller,
): OrderLoaders => {
  let shopIds: Promise<readonly string[]> | undefined;
  const shopsOfCaller = () => (shopIds ??= members.shopsOf(caller));
  return {
    order: new DataLoader(async (ids) => {
      const found = await orders.byIds(ids);
      const needsShops = found.some((order) => order && !maySee(caller, [], order));
      const shops = needsShops ? await shopsOfCaller() : [];
      return found.map((order) => (order && maySee(caller, shops, order) ? order : null));
    }),
    timeline: new DataLoader(async (ids) => {
      const entries = Map.groupBy(await reader.timelines(ids), (entry) => entry.orderId);
      return ids.map((id) => entries.get(id) ?? []);
    }),
    shopIds: shopsOfCaller,
  };
};

import { hasRole } from '@stoa/kernel';
import type { Context } from '../context.ts';
import { isBuyer } from '../domain/access.ts';
import type { Order, SellerOrder } from '../domain/order.ts';

/** The parts of an order that the caller sees: a shop sees its own and nothing of another shop, everybody else all. */
export const seenParts = async (
  order: Order,
  { caller, loaders }: Pick<Context, 'caller' | 'loaders'>,
): Promise<readonly SellerOrder[]> => {
  if (isBuyer(caller, order) || hasRole(caller, 'SUPPORT', 'ADMIN') || caller.service) return order.sellerOrders;
  const shopIds = await loaders.shopIds();
  return order.sellerOrders.filter(({ shopId }) => shopIds.includes(shopId));
};

/** Those of an order's things that belong to a part that the caller sees. */
export const seenOf = async <Thing extends { readonly sellerOrderId: string }>(
  things: readonly Thing[],
  order: Order,
  context: Pick<Context, 'caller' | 'loaders'>,
): Promise<Thing[]> => {
  const parts = new Set<string>((await seenParts(order, context)).map(({ id }) => id));
  return things.filter(({ sellerOrderId }) => parts.has(sellerOrderId));
};

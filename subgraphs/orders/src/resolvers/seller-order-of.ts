import { ok, type Result } from '@stoa/kernel';
import type { Order } from '../domain/order.ts';
import type { SellerOrderModel } from '../mappers.ts';

/** The part of an order that a command was about. */
export const sellerOrderById = <Refusal>(
  result: Result<Order, Refusal>,
  id: string,
): Result<SellerOrderModel, Refusal> => {
  if (!result.ok) return result;
  const order = result.value;
  const part = order.sellerOrders.find((candidate) => candidate.id === id);
  if (!part) throw new TypeError(`The command about ${id} answered another order`);
  return ok({ order, part });
};

/** The part that sends a parcel. */
export const sellerOrderOfShipment = <Refusal>(result: Result<Order, Refusal>, shipmentId: string) =>
  sellerOrderById(
    result,
    (result.ok && result.value.shipments.find(({ id }) => id === shipmentId)?.sellerOrderId) || shipmentId,
  );

import type { Connection } from '@stoa/subgraph-kit';
import type { Cancellation, Order, OrderLine, Refund, SellerOrder, Shipment, TrackingEvent } from './domain/order.ts';
import type { TimelineRow } from './persistence/order-reader.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type OrderModel = Order;
export type OrderLineModel = OrderLine;
export type RefundModel = Refund;
export type TrackingEventModel = TrackingEvent;
export type OrderCancellationModel = Cancellation;
export type OutOfStockLineModel = Cancellation['lines'][number];
/** A page whose count is taken only when it is asked for. */
export type OrderConnectionModel = Connection<Order> & { readonly count: () => Promise<number> };
/** A part never travels without its whole. */
export interface SellerOrderModel {
  readonly order: Order;
  readonly part: SellerOrder;
}
/** A page that is read only when something of it is asked for. */
export interface SellerOrderConnectionModel {
  readonly page: () => Promise<Connection<SellerOrderModel>>;
}
export interface ShipmentModel {
  readonly order: Order;
  readonly shipment: Shipment;
}
export interface OrderTimelineEntryModel {
  readonly order: Order;
  readonly entry: TimelineRow;
}

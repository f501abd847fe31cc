import {
  OrderCancelled,
  OrderExpired,
  OrderPlaced,
  OrderSubmitted,
  ShipmentShipped,
  type OrderId,
  type ShopId,
  type VariantId,
} from '@stoa/contracts';
import { newId } from '@stoa/kernel';

export interface TestOrder {
  readonly orderId: OrderId;
  readonly shopId: ShopId;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

/** An order of one shop. */
export const anOrder = (lines: TestOrder['lines'], shopId: ShopId = newId('shop')): TestOrder => ({
  orderId: newId('ord'),
  shopId,
  lines,
});

const euros = (amountMinor: number) => ({ amountMinor, currencyCode: 'EUR' });
const reference = ({ orderId, shopId }: TestOrder) => ({ orderId, buyerId: null, shopIds: [shopId] });
const seller = ({ shopId }: TestOrder) => ({
  sellerOrderId: newId('sord'),
  shopId,
  total: euros(1_000),
  commission: euros(100),
});

export const submitted = (order: TestOrder) =>
  OrderSubmitted.of({
    ...reference(order),
    orderNumber: 'ABCD-1234',
    accessHash: 'none',
    cart: null,
    total: euros(1_000),
    paymentMethod: 'SANDBOX',
    sellerOrders: [seller(order)],
    lines: order.lines.map(({ variantId, quantity }) => ({
      orderLineId: newId('oln'),
      sellerOrderId: newId('sord'),
      productId: newId('prod'),
      shopId: order.shopId,
      unitPrice: euros(100),
      total: euros(100 * quantity),
      variantId,
      quantity,
    })),
  });

export const placed = (order: TestOrder) =>
  OrderPlaced.of({
    ...reference(order),
    placedAt: '2026-01-15T10:01:00.000Z',
    total: euros(1_000),
    sellerOrders: [seller(order)],
  });

export const cancelled = (order: TestOrder, wasPlaced = false) =>
  OrderCancelled.of({ ...reference(order), cartId: null, reason: 'CHANGED_MIND', wasPlaced });

export const expired = (order: TestOrder) => OrderExpired.of({ ...reference(order), cartId: null });

export const shipped = (order: TestOrder, lines = order.lines) =>
  ShipmentShipped.of({
    orderId: order.orderId,
    buyerId: null,
    shopId: order.shopId,
    sellerOrderId: newId('sord'),
    shipmentId: newId('shp'),
    lines: lines.map((line) => ({ orderLineId: newId('oln'), ...line })),
    carrier: 'DHL',
    trackingNumber: '123',
  });

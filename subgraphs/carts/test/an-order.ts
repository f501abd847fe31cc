import {
  OrderCancelled,
  OrderExpired,
  OrderSubmitted,
  type CartId,
  type OrderId,
  type ShopId,
  type VariantId,
} from '@stoa/contracts';
import { newId } from '@stoa/kernel';

export interface TestOrder {
  readonly orderId: OrderId;
  readonly shopId: ShopId;
  readonly cart: { readonly cartId: CartId; readonly version: number };
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

/** An order of a cart as the graph answered it. */
export const anOrderOf = (cart: {
  id: string;
  version: number;
  lines: { quantity: number; variant: { id: string } }[];
}): TestOrder => ({
  orderId: newId('ord'),
  shopId: newId('shop'),
  cart: { cartId: cart.id as CartId, version: cart.version },
  lines: cart.lines.map(({ quantity, variant }) => ({ quantity, variantId: variant.id as VariantId })),
});

const euros = (amountMinor: number) => ({ amountMinor, currencyCode: 'EUR' });
const reference = ({ orderId, shopId }: TestOrder) => ({ orderId, buyerId: null, shopIds: [shopId] });

export const submitted = (order: TestOrder, cart: TestOrder['cart'] | null = order.cart) =>
  OrderSubmitted.of({
    ...reference(order),
    orderNumber: 'ABCD-1234',
    accessHash: 'none',
    cart,
    total: euros(1_000),
    paymentMethod: 'SANDBOX',
    sellerOrders: [{ sellerOrderId: newId('sord'), shopId: order.shopId, total: euros(1_000), commission: euros(100) }],
    lines: order.lines.map((line) => ({
      orderLineId: newId('oln'),
      sellerOrderId: newId('sord'),
      productId: newId('prod'),
      shopId: order.shopId,
      unitPrice: euros(100),
      total: euros(100 * line.quantity),
      ...line,
    })),
  });

export const cancelled = (order: TestOrder, wasPlaced = false) =>
  OrderCancelled.of({ ...reference(order), cartId: order.cart.cartId, reason: 'OUT_OF_STOCK', wasPlaced });

export const expired = (order: TestOrder) => OrderExpired.of({ ...reference(order), cartId: order.cart.cartId });

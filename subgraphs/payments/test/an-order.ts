import { createHash } from 'node:crypto';
import {
  OrderAwaitingPayment,
  OrderCancelled,
  OrderDelivered,
  OrderExpired,
  OrderPlaced,
  OrderSubmitted,
  PaymentCancelRequested,
  RefundRequested,
  type OrderId,
  type RefundId,
} from '@stoa/contracts';
import { money, newId } from '@stoa/kernel';
import { aUser, withOrderToken } from '@stoa/testing';

interface AnOrder {
  readonly totalMinor?: number;
  readonly paymentMethod?: 'SANDBOX' | 'CASH_ON_DELIVERY';
  readonly isGuest?: boolean;
}

/** An order of 49.90 EUR as its events tell of it, and who may see it. */
export const anOrder = ({ totalMinor = 4_990, paymentMethod = 'SANDBOX', isGuest = false }: AnOrder = {}) => {
  const orderId: OrderId = newId('ord');
  const buyer = aUser();
  const buyerId = isGuest ? null : buyer.user.id;
  const token = `token-of-${orderId}`;
  const shopId = newId('shop');
  const total = money(totalMinor, 'EUR');
  const reference = { orderId, buyerId, shopIds: [shopId] };
  const sellerOrder = { sellerOrderId: newId('sord'), shopId, total, commission: money(0, 'EUR') };
  return {
    id: orderId,
    total,
    buyer: isGuest ? withOrderToken(token) : buyer,
    linkHolder: withOrderToken(token),
    submitted: OrderSubmitted.of({
      ...reference,
      orderNumber: `S-${orderId.slice(-6)}`,
      accessHash: createHash('sha256').update(token).digest('hex'),
      cart: null,
      lines: [
        {
          orderLineId: newId('oln'),
          sellerOrderId: sellerOrder.sellerOrderId,
          variantId: newId('var'),
          productId: newId('prod'),
          shopId,
          quantity: 1,
          unitPrice: total,
          total,
        },
      ],
      sellerOrders: [sellerOrder],
      total,
      paymentMethod,
    }),
    awaitingPayment: OrderAwaitingPayment.of({
      ...reference,
      total,
      paymentMethod,
      expiresAt: '2026-01-15T10:30:00.000Z',
    }),
    placed: OrderPlaced.of({ ...reference, placedAt: '2026-01-15T10:05:00.000Z', total, sellerOrders: [sellerOrder] }),
    cancelRequested: PaymentCancelRequested.of({ ...reference, because: 'CANCELLED' }),
    cancelled: OrderCancelled.of({ ...reference, cartId: null, reason: 'CHANGED_MIND', wasPlaced: false }),
    expired: OrderExpired.of({ ...reference, cartId: null }),
    delivered: OrderDelivered.of({ ...reference, deliveredAt: '2026-01-16T10:00:00.000Z' }),
    refundRequested: (amountMinor = totalMinor, refundId: RefundId = newId('rfd')) =>
      RefundRequested.of({ ...reference, refundId, amount: money(amountMinor, 'EUR'), reason: 'CHANGED_MIND' }),
  };
};

export type TestOrder = ReturnType<typeof anOrder>;

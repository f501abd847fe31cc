import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import type { AwaitingPaymentOrder, Order, PendingOrder, PlacedOrder } from './order.ts';
import { orderAwaitingPayment, orderPlaced } from './order-events.ts';

/** How long stock is held for a buyer who has not paid. */
export const PAYMENT_WINDOW_MS = 30 * 60_000;

/** Stock is held. What is paid on delivery or costs nothing is binding at once, everything else waits for money. */
export const awaitPayment =
  (at: Date): Decide<Order, Announcement, never> =>
  (order) => {
    switch (order.status) {
      case 'PENDING': {
        if (isPayableLater(order)) {
          const placed: PlacedOrder = { ...order, status: 'PLACED', placedAt: at, deliveredAt: null };
          return changed(placed, [orderPlaced(placed)]);
        }
        const waiting: AwaitingPaymentOrder = {
          ...order,
          status: 'AWAITING_PAYMENT',
          expiresAt: new Date(at.getTime() + PAYMENT_WINDOW_MS),
          closing: null,
        };
        return changed(waiting, [orderAwaitingPayment(waiting)]);
      }
      // Called off while stock was being reserved: inventory hears of the cancellation and releases.
      case 'CANCELLED':
      case 'AWAITING_PAYMENT':
      case 'PLACED':
      case 'COMPLETED':
      case 'EXPIRED':
        return unchanged(order);
    }
  };

const isPayableLater = ({ paymentMethod, totals }: PendingOrder) =>
  paymentMethod === 'CASH_ON_DELIVERY' || totals.total.amountMinor === 0;

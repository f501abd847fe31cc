import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { cancelledOrder } from './cancel.ts';
import type { ExpiredOrder, Order } from './order.ts';
import { orderCancelled, orderExpired, paymentCancelRequested } from './order-events.ts';

/** An order nobody paid in time starts to close: the provider is asked first, so that money cannot arrive late. */
export const expire =
  (at: Date): Decide<Order, Announcement, never> =>
  (order) => {
    if (order.status !== 'AWAITING_PAYMENT' || order.closing || order.expiresAt > at) return unchanged(order);
    const closing: Order = { ...order, closing: { kind: 'EXPIRING' } };
    return changed(closing, [paymentCancelRequested(closing)]);
  };

/** The provider called the payment off: a closing order ends as what it was closing for. */
export const endClosing =
  (at: Date): Decide<Order, Announcement, never> =>
  (order) => {
    if (order.status !== 'AWAITING_PAYMENT' || !order.closing) return unchanged(order);
    if (order.closing.kind === 'CANCELLING') {
      const cancelled = cancelledOrder(order, { reason: order.closing.reason, lines: [], at }, null);
      return changed(cancelled, [orderCancelled(cancelled)]);
    }
    const { closing: _closing, expiresAt: _expiresAt, ...body } = order;
    const expired: ExpiredOrder = { ...body, status: 'EXPIRED', expiredAt: at };
    return changed(expired, [orderExpired(expired)]);
  };

import { err, type Announcement, type Decide, type Result } from '@stoa/kernel';
import type { Door, NotFound, VersionConflict } from '@stoa/messaging';
import type { Payment } from '../domain/payment.ts';
import type { Rooms } from '../rooms.ts';

/** What an order's events and its buyer cause: a decision about the payment of that order. */
export const updatePaymentOf = async <Refusal extends { readonly kind: string } = never>(
  payments: Rooms['payments'],
  { door, orderId, allow }: { door: Door; orderId: string; allow?: (payment: Payment) => boolean },
  decide: Decide<Payment, Announcement, Refusal>,
): Promise<Result<Payment, Refusal | NotFound | VersionConflict>> => {
  const paymentId = await payments.idOfOrder(orderId, door.tx);
  if (paymentId === undefined) return err({ kind: 'NOT_FOUND', id: orderId });
  const updated = await payments.update(paymentId, { door, ...(allow && { allow }) }, decide);
  // The buyer named the order, and is answered about it.
  if (!updated.ok && updated.failure.kind === 'NOT_FOUND') return err({ kind: 'NOT_FOUND', id: orderId });
  return updated;
};

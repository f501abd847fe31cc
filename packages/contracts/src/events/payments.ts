import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { instant, moneyValue, orderId, paymentAttemptId, paymentId, refundId, userId } from '../values.ts';

const aboutPayment = { version: 1, topic: 'payments', aggregateId: (p: { paymentId: string }) => p.paymentId } as const;
const paymentKeys = (p: { orderId: string; buyerId: string | null }) => ({
  orderId: p.orderId,
  ...(p.buyerId === null ? {} : { buyerId: p.buyerId }),
});
const attempt = { paymentId, paymentAttemptId, orderId, buyerId: userId.nullable() };

/** The buyer has something to do. Where and how is read from the graph, never from the event. */
export const PaymentActionRequired = defineEvent({
  ...aboutPayment,
  type: 'PaymentActionRequired',
  keys: paymentKeys,
  payload: z.object(attempt),
});

export const PaymentAuthorized = defineEvent({
  ...aboutPayment,
  type: 'PaymentAuthorized',
  keys: paymentKeys,
  /** `authorizedTotal` is what all attempts of the payment have authorized together. */
  payload: z.object({ ...attempt, amount: moneyValue, authorizedTotal: moneyValue, authorizedAt: instant }),
});

export const PaymentCaptured = defineEvent({
  ...aboutPayment,
  type: 'PaymentCaptured',
  keys: paymentKeys,
  /** `capturedTotal` is what all attempts of the payment have captured together. */
  payload: z.object({ ...attempt, amount: moneyValue, capturedTotal: moneyValue, capturedAt: instant }),
});

/** One attempt failed; the order can be paid by another. */
export const PaymentFailed = defineEvent({
  ...aboutPayment,
  type: 'PaymentFailed',
  keys: paymentKeys,
  payload: z.object({ ...attempt, reason: z.string() }),
});

/** Something that the payment's buyer sees has changed, and no other event tells of it. For whoever follows the payment. */
export const PaymentUpdated = defineEvent({
  ...aboutPayment,
  type: 'PaymentUpdated',
  keys: paymentKeys,
  payload: z.object({ paymentId, orderId, buyerId: userId.nullable() }),
});

/** Nothing was taken and nothing can be any more: the closing order may end. */
export const PaymentCancelled = defineEvent({
  ...aboutPayment,
  type: 'PaymentCancelled',
  keys: paymentKeys,
  payload: z.object({ paymentId, orderId, buyerId: userId.nullable() }),
});

export const PaymentRefunded = defineEvent({
  ...aboutPayment,
  type: 'PaymentRefunded',
  keys: paymentKeys,
  payload: z.object({
    paymentId,
    orderId,
    buyerId: userId.nullable(),
    refundId,
    amount: moneyValue,
    refundedAt: instant,
  }),
});

export const PaymentRefundFailed = defineEvent({
  ...aboutPayment,
  type: 'PaymentRefundFailed',
  keys: paymentKeys,
  payload: z.object({
    paymentId,
    orderId,
    buyerId: userId.nullable(),
    refundId,
    amount: moneyValue,
    reason: z.string(),
  }),
});

/** The provider reported an amount or currency that is not ours: nothing moved, a person has to look. */
export const PaymentQuarantined = defineEvent({
  ...aboutPayment,
  type: 'PaymentQuarantined',
  keys: paymentKeys,
  payload: z.object({ ...attempt, expected: moneyValue, reported: moneyValue }),
});

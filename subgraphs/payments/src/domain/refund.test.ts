import { describe, expect, test } from '@jest/globals';
import { money, newId } from '@stoa/kernel';
import { anAttempt, aPayment, AT } from '../../test/a-payment.ts';
import { recordRefund, requestRefund } from './refund.ts';
import type { Payment } from './payment.ts';

const request = (payment: Payment, amountMinor: number, currencyCode = 'EUR') => {
  const refundId = newId('rfd');
  const amount = money(amountMinor, currencyCode);
  const decision = requestRefund({ refundId, amount, reason: 'CHANGED_MIND', at: AT, newId })(payment);
  return { decision, refundId, payment: after(decision) };
};

const after = (decision: ReturnType<ReturnType<typeof requestRefund>>): Payment => {
  if (decision.kind === 'refused') throw new Error('Refunds are not refused');
  return decision.state;
};

describe('a refund', () => {
  test('is spread over the attempts that took money, oldest first, and done when every part is', () => {
    const [first, second] = [anAttempt({ status: 'CAPTURED' }), anAttempt({ status: 'CAPTURED' })];
    const asked = request(aPayment({ attempts: [first, anAttempt({ status: 'FAILED' }), second] }), 6_000);
    expect(asked.payment.refunds[0]?.parts).toEqual([
      { attemptId: first.id, amountMinor: 4_990, status: 'REQUESTED' },
      { attemptId: second.id, amountMinor: 1_010, status: 'REQUESTED' },
    ]);
    const part = { refundId: asked.refundId, status: 'SUCCEEDED', failureReason: null, at: AT, newId } as const;
    const half = recordRefund({ ...part, attemptId: first.id })(asked.payment);
    expect(half).toMatchObject({
      kind: 'changed',
      events: [{ type: 'PaymentUpdated' }],
      state: { transactions: [{ amount: { amountMinor: 4_990 } }] },
    });
    const whole = recordRefund({ ...part, attemptId: second.id })(after(half));
    expect(whole).toMatchObject({
      kind: 'changed',
      events: [{ type: 'PaymentRefunded', payload: { amount: { amountMinor: 6_000 } } }],
    });
    expect(recordRefund({ ...part, attemptId: second.id })(after(whole)).kind).toBe('unchanged');
  });

  test('that failed leaves its amount to the next one', () => {
    const attempt = anAttempt({ status: 'CAPTURED' });
    const asked = request(aPayment({ attempts: [attempt] }), 4_990);
    expect(request(asked.payment, 1).decision).toMatchObject({ events: [{ type: 'PaymentRefundFailed' }] });
    const failed = recordRefund({
      refundId: asked.refundId,
      attemptId: attempt.id,
      status: 'FAILED',
      failureReason: 'ACCOUNT_CLOSED',
      at: AT,
      newId,
    })(asked.payment);
    expect(failed).toMatchObject({ events: [{ type: 'PaymentRefundFailed', payload: { reason: 'ACCOUNT_CLOSED' } }] });
    expect(request(after(failed), 4_990).payment.refunds.at(-1)).toMatchObject({ status: 'REQUESTED' });
  });

  test.each([
    ['more than was taken', 4_991, 'EUR'],
    ['another currency', 100, 'USD'],
  ])('of %s is refused as a whole', (_, amountMinor, currencyCode) => {
    const { decision } = request(
      aPayment({ attempts: [anAttempt({ status: 'CAPTURED' })] }),
      amountMinor,
      currencyCode,
    );
    expect(decision).toMatchObject({
      state: { refunds: [{ status: 'FAILED', parts: [] }] },
      events: [{ type: 'PaymentRefundFailed' }],
    });
  });
});

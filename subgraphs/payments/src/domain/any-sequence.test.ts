import { describe, expect, test } from '@jest/globals';
import { money, newId, type Announcement, type Decide } from '@stoa/kernel';
import { anAttempt, aPayment, aReport, AT } from '../../test/a-payment.ts';
import { randomFrom } from '../../test/random-from.ts';
import { close } from './close.ts';
import { delivered, ended, placed } from './follow-order.ts';
import { postingsOf } from './ledger.ts';
import { askForMoney } from './open.ts';
import {
  capturedTotal,
  hasMoney,
  isOpen,
  isWaiting,
  refundedTotal,
  type AttemptStatus,
  type Payment,
} from './payment.ts';
import { wantedCalls } from './provider-calls.ts';
import { recordReport } from './record-report.ts';
import { recordRefund, requestRefund } from './refund.ts';
import { startAttempt } from './start-attempt.ts';

type Random = ReturnType<typeof randomFrom>;
type Step = (payment: Payment, random: Random) => Decide<Payment, Announcement, { kind: string }>;

const now = { at: AT, newId };
const REPORTS = ['REQUIRES_ACTION', 'PROCESSING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED', 'EXPIRED'] as const;

const STEPS: readonly Step[] = [
  () => askForMoney(now),
  () => askForMoney(now),
  () => startAttempt({ method: 'SANDBOX', ...now }),
  () => close(AT),
  () => placed(now),
  () => ended(AT),
  () => delivered(now),
  ...Array.from({ length: 6 }, (): Step => ({ attempts }, { pick, maybe, integer }) => {
    const report = aReport(pick(REPORTS), integer(8) === 0 ? 1 : 4_990);
    return recordReport({ ...report, attemptId: maybe(attempts)?.id ?? newId('patt'), ...now });
  }),
  (_, { integer }) =>
    requestRefund({ refundId: newId('rfd'), amount: money(1 + integer(6_000), 'EUR'), reason: 'OTHER', ...now }),
  ...Array.from({ length: 2 }, (): Step => ({ refunds }, { pick, maybe }) => {
    const refund = maybe(refunds);
    const attemptId = refund && maybe(refund.parts)?.attemptId;
    return recordRefund({
      refundId: refund?.id ?? newId('rfd'),
      attemptId: attemptId ?? newId('patt'),
      status: pick(['SUCCEEDED', 'FAILED']),
      failureReason: null,
      ...now,
    });
  }),
];

const RANK: Readonly<Record<AttemptStatus, number>> = {
  CREATED: 0,
  REQUIRES_ACTION: 1,
  PROCESSING: 2,
  FAILED: 3,
  AUTHORIZED: 4,
  CANCELLED: 5,
  EXPIRED: 5,
  CAPTURED: 6,
};

const ledgerSum = ({ transactions }: Payment) =>
  transactions.flatMap((transaction) => postingsOf(transaction)).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
const receivable = ({ transactions }: Payment) =>
  transactions
    .flatMap((transaction) => postingsOf(transaction))
    .filter(({ account }) => account !== 'ORDER_LIABILITY')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);

function holdsAlways(before: Payment, after: Payment, events: readonly Announcement[]) {
  expect(ledgerSum(after)).toBe(0);
  expect(receivable(after)).toBe(capturedTotal(after).amountMinor - refundedTotal(after).amountMinor);
  expect(refundedTotal(after).amountMinor).toBeLessThanOrEqual(capturedTotal(after).amountMinor);
  // Books are added to, never rewritten.
  expect(after.transactions.slice(0, before.transactions.length)).toEqual(before.transactions);
  const movements = after.transactions.map(({ attemptId, kind, refundId }) => [attemptId, kind, refundId].join(':'));
  expect(new Set(movements).size).toBe(movements.length);
  for (const attempt of before.attempts)
    expect(RANK[after.attempts.find(({ id }) => id === attempt.id)?.status ?? 'CREATED']).toBeGreaterThanOrEqual(
      RANK[attempt.status],
    );
  // At most one attempt can bring money at the provider: two could both.
  const payable = after.attempts.filter(
    (attempt) =>
      attempt.method === 'SANDBOX' && isOpen(attempt) && !attempt.cancelRequestedAt && !isWaiting(after, attempt),
  );
  expect(payable.length).toBeLessThanOrEqual(1);
  const created = wantedCalls(after).filter(({ kind }) => kind === 'CREATE');
  expect(created.length).toBeLessThanOrEqual(1);
  // Whoever follows the payment hears of every change.
  expect(events.map(({ keys }) => keys['orderId'])).toContain(after.order.id);
  for (const { type } of events)
    if (type === 'PaymentCancelled') {
      expect(after.phase).toBe('CLOSED');
      expect(after.attempts.filter((attempt) => isOpen(attempt) || hasMoney(attempt))).toEqual([]);
    }
}

describe('after any sequence of what can happen', () => {
  test.each(Array.from({ length: 10 }, (_, seed) => seed + 1))(
    'the books add up and nothing goes back (seed %i)',
    (seed) => {
      const random = randomFrom(seed);
      for (let round = 0; round < 100; round += 1) {
        let payment = aPayment({ phase: 'PENDING', method: random.pick(['SANDBOX', 'SANDBOX', 'CASH_ON_DELIVERY']) });
        for (let step = 0; step < 25; step += 1) {
          const decision = random.pick(STEPS)(payment, random)(payment);
          if (decision.kind !== 'changed') continue;
          holdsAlways(payment, decision.state, decision.events);
          payment = decision.state;
        }
      }
    },
  );
});

test('the sequences reach every state that matters', () => {
  const seen = new Set<string>();
  const random = randomFrom(99);
  for (let round = 0; round < 400; round += 1) {
    let payment = aPayment({ phase: 'PENDING', attempts: [anAttempt()] });
    for (let step = 0; step < 25; step += 1) {
      const decision = random.pick(STEPS)(payment, random)(payment);
      if (decision.kind === 'changed') payment = decision.state;
      for (const { status } of payment.attempts) seen.add(status);
      for (const { status } of payment.refunds) seen.add(`refund ${status}`);
      seen.add(payment.phase);
    }
  }
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'CAPTURED',
      'CANCELLED',
      'FAILED',
      'AUTHORIZED',
      'refund SUCCEEDED',
      'refund FAILED',
      'CLOSING',
      'CLOSED',
      'PLACED',
    ]),
  );
});

import type { PaymentAttemptId } from '@stoa/contracts';
import { money, newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { failpoint } from '@stoa/platform';
import type { Attempt, Payment } from '../domain/payment.ts';
import type { AttemptReport } from '../domain/record-report.ts';
import { recordRefund } from '../domain/refund.ts';
import type { DueCall } from '../persistence/provider-calls.ts';
import type { PaymentProvider, RefundReport } from '../providers/payment-provider.ts';
import type { Rooms } from '../rooms.ts';
import { takeReport } from './take-report.ts';

/**
 * Says to a provider what a payment wants said, outside any transaction, and writes down the answer. A call that was made
 * before may have got through: the object is looked up by our reference before it is made again.
 * @throws TransientError when the provider does not answer; the call is due again later.
 */
export const callProvider =
  ({ payments, providers, log }: Rooms) =>
  async (door: Door, call: DueCall): Promise<void> => {
    const payment = await payments.whole(call.paymentId);
    const attempt = payment.attempts.find(({ id }) => id === call.attemptId);
    if (!attempt || attempt.method === 'CASH_ON_DELIVERY') return;
    const provider = providers[attempt.method];
    if (call.kind === 'REFUND') {
      const report = await refund(provider, payment, call);
      if (!report || report.status === 'PENDING' || !call.refundId) return;
      const part = {
        refundId: call.refundId,
        attemptId: attempt.id,
        status: report.status,
        failureReason: report.failureReason,
      };
      await payments.update(payment.id, { door }, recordRefund({ ...part, at: door.at, newId }));
      return;
    }
    const report = await ask(provider, { call, payment, attempt });
    if (report) await takeReport({ payments, log }, door, { paymentId: payment.id, attemptId: attempt.id, report });
  };

interface AboutAttempt {
  readonly call: DueCall;
  readonly payment: Payment;
  readonly attempt: Attempt;
}

async function ask(provider: PaymentProvider, about: AboutAttempt): Promise<AttemptReport | undefined> {
  const reference = about.attempt.id;
  switch (about.call.kind) {
    case 'LOOK_UP':
      return provider.lookUp(reference);
    case 'CANCEL': {
      failpoint('before-provider-call:cancel');
      const report = await provider.cancel(reference);
      failpoint('after-provider-call:cancel');
      return report;
    }
    case 'CREATE':
      return create(provider, about);
    case 'REFUND':
      return undefined;
  }
}

async function create(provider: PaymentProvider, { call, payment, attempt }: AboutAttempt): Promise<AttemptReport> {
  const { id: reference, amount } = attempt;
  const found = call.tries > 1 ? await provider.lookUp(reference) : undefined;
  if (found) return found;
  failpoint('before-provider-call:create');
  const created = await provider.create({ reference, amount, orderNumber: payment.order.number });
  failpoint('after-provider-call:create');
  return created.ok
    ? created.value
    : { providerId: null, status: 'FAILED', amount, failureReason: created.failure.reason };
}

async function refund(provider: PaymentProvider, payment: Payment, call: DueCall): Promise<RefundReport | undefined> {
  const wanted = payment.refunds.find(({ id }) => id === call.refundId);
  const part = wanted?.parts.find(({ attemptId }) => attemptId === call.attemptId);
  if (!wanted || part?.status !== 'REQUESTED') return undefined;
  const reference = refundReference(wanted.id, part.attemptId);
  const found = call.tries > 1 ? await provider.lookUpRefund(reference) : undefined;
  if (found) return found;
  failpoint('before-provider-call:refund');
  const report = await provider.refund({
    reference,
    paymentReference: part.attemptId,
    amount: money(part.amountMinor, wanted.amount.currencyCode),
  });
  failpoint('after-provider-call:refund');
  return report;
}

/** A refund may be spread over attempts, so each part has a reference of its own. */
const refundReference = (refundId: string, attemptId: PaymentAttemptId) => `${refundId}:${attemptId}`;

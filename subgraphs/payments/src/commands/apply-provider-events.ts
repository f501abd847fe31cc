import type { PaymentAttemptId, RefundId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { recordRefund } from '../domain/refund.ts';
import type { EventOutcome, StoredEvent } from '../persistence/provider-events.ts';
import type { ProviderEvent } from '../providers/payment-provider.ts';
import type { Rooms } from '../rooms.ts';
import { takeReport } from './take-report.ts';

const BATCH = 50;

/** Applies stored web hooks, each under a receipt of its event id; answers how many. One that fails is due again later and holds up no other. */
export const applyProviderEvents =
  (rooms: Rooms) =>
  async (door: Door): Promise<number> => {
    let applied = 0;
    for (const stored of await rooms.providerEvents.claim(door.at, BATCH)) {
      try {
        await rooms.providerEvents.finish(stored, await apply(rooms, door, stored));
        applied += 1;
      } catch (error) {
        rooms.log.warn({ err: error, eventId: stored.eventId }, 'a web hook could not be applied, tried again later');
      }
    }
    return applied;
  };

async function apply({ payments, providers, log }: Rooms, door: Door, stored: StoredEvent): Promise<EventOutcome> {
  const provider = Object.values(providers).find(({ name }) => name === stored.provider);
  const event = provider?.readEvent(stored.body);
  if (!event) return 'UNREADABLE';
  const { attemptId, refundId } = namesOf(event);
  const paymentId = await payments.idOfAttempt(attemptId);
  if (paymentId === undefined) return 'UNKNOWN_REFERENCE';

  const once = { ...door, receipt: { scope: `hook:${stored.provider}`, key: stored.eventId } };
  if (event.kind === 'PAYMENT')
    await takeReport({ payments, log }, once, { paymentId, attemptId, report: event.report });
  else if (event.report.status !== 'PENDING' && refundId) {
    const { status, failureReason } = event.report;
    const part = { refundId, attemptId, status, failureReason, at: door.at, newId };
    await payments.update(paymentId, { door: once }, recordRefund(part));
  }
  return 'APPLIED';
}

/** Our names in the provider's mouth; whether there is such an attempt is found out by looking. */
function namesOf({ kind, reference }: ProviderEvent) {
  if (kind === 'PAYMENT') return { attemptId: reference as PaymentAttemptId, refundId: undefined };
  const [refundId, attemptId] = reference.split(':', 2);
  return { attemptId: attemptId as PaymentAttemptId, refundId: refundId as RefundId };
}

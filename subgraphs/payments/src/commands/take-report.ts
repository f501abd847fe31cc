import type { PaymentAttemptId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { recordReport, type AttemptReport } from '../domain/record-report.ts';
import type { Rooms } from '../rooms.ts';

export interface TakeReport {
  readonly paymentId: string;
  readonly attemptId: PaymentAttemptId;
  readonly report: AttemptReport;
}

/** Takes over what a provider says about an attempt, by whichever way it came. An amount that is not ours is for a person, so it is said aloud. */
export const takeReport = async (
  { payments, log }: Pick<Rooms, 'payments' | 'log'>,
  door: Door,
  { paymentId, attemptId, report }: TakeReport,
): Promise<void> => {
  const updated = await payments.update(
    paymentId,
    { door },
    recordReport({ ...report, attemptId, at: door.at, newId }),
  );
  const attempt = updated.ok ? updated.value.attempts.find(({ id }) => id === attemptId) : undefined;
  if (attempt && attempt.quarantine?.amountMinor === report.amount.amountMinor)
    log.error(
      { paymentId, attemptId, expected: attempt.amount, reported: report.amount },
      'a provider reported an amount that is not ours: nothing moved, a person has to look',
    );
};

import { money, newId } from '@stoa/kernel';
import type { AttemptReport } from '../src/domain/record-report.ts';
import type { Attempt, AttemptStatus, Payment } from '../src/domain/payment.ts';

export const AT = new Date('2026-01-15T10:00:00.000Z');

/** An attempt of 49.90 EUR that the sandbox knows. */
export const anAttempt = ({
  status = 'REQUIRES_ACTION',
  ...given
}: Partial<Omit<Attempt, 'failureReason'>> = {}): Attempt => {
  const body = {
    id: newId('patt'),
    method: 'SANDBOX' as const,
    amount: money(4_990, 'EUR'),
    providerId: status === 'CREATED' ? null : 'sbxp_1',
    cancelRequestedAt: null,
    quarantine: null,
    createdAt: AT,
    ...given,
  };
  return status === 'FAILED' ? { ...body, status, failureReason: 'CARD_DECLINED' } : { ...body, status };
};

/** A payment of an order of 49.90 EUR that awaits it. */
export const aPayment = (given: Partial<Payment> = {}): Payment => ({
  id: newId('pay'),
  version: 3,
  order: { id: newId('ord'), number: 'S-1', buyerId: newId('usr'), accessHash: 'hash' },
  total: money(4_990, 'EUR'),
  method: 'SANDBOX',
  phase: 'OPEN',
  attempts: [],
  refunds: [],
  transactions: [],
  createdAt: AT,
  ...given,
});

export const aReport = (
  status: Exclude<AttemptStatus, 'CREATED'>,
  amountMinor = 4_990,
  currencyCode = 'EUR',
): AttemptReport => ({
  providerId: 'sbxp_1',
  status,
  amount: money(amountMinor, currencyCode),
  failureReason: status === 'FAILED' ? 'CARD_DECLINED' : null,
});

import { describe, expect, test } from '@jest/globals';
import { money, newId } from '@stoa/kernel';
import { anAttempt, aPayment, aReport, AT } from '../../test/a-payment.ts';
import { wantedCalls } from './provider-calls.ts';
import { recordReport } from './record-report.ts';
import type { AttemptStatus, Payment, Phase } from './payment.ts';

type Reported = Exclude<AttemptStatus, 'CREATED'>;

const given = (
  status: AttemptStatus,
  { phase = 'OPEN', isCalledOff = false }: { phase?: Phase; isCalledOff?: boolean } = {},
) => {
  const attempt = anAttempt({ status, cancelRequestedAt: isCalledOff ? AT : null });
  return { payment: aPayment({ phase, attempts: [attempt] }), attemptId: attempt.id };
};
const when = ({ payment, attemptId }: ReturnType<typeof given>, report: ReturnType<typeof aReport>) =>
  recordReport({ ...report, attemptId, at: AT, newId })(payment);

describe('what a provider reports', () => {
  const FORWARD: readonly (readonly [AttemptStatus, Reported, readonly string[]])[] = [
    ['CREATED', 'REQUIRES_ACTION', ['PaymentActionRequired']],
    ['CREATED', 'FAILED', ['PaymentFailed']],
    ['REQUIRES_ACTION', 'PROCESSING', ['PaymentUpdated']],
    ['REQUIRES_ACTION', 'AUTHORIZED', ['PaymentAuthorized']],
    ['REQUIRES_ACTION', 'CAPTURED', ['PaymentCaptured']],
    ['REQUIRES_ACTION', 'FAILED', ['PaymentFailed']],
    ['REQUIRES_ACTION', 'CANCELLED', ['PaymentUpdated']],
    ['PROCESSING', 'EXPIRED', ['PaymentUpdated']],
    ['AUTHORIZED', 'CAPTURED', ['PaymentCaptured']],
    ['AUTHORIZED', 'CANCELLED', ['PaymentUpdated']],
    ['FAILED', 'AUTHORIZED', ['PaymentAuthorized']],
    ['FAILED', 'CAPTURED', ['PaymentCaptured']],
    ['CANCELLED', 'CAPTURED', ['PaymentCaptured']],
    ['EXPIRED', 'CAPTURED', ['PaymentCaptured']],
  ];
  test.each(FORWARD)('moves an attempt from %s to %s', (before, reported, events) => {
    const decision = when(given(before), aReport(reported));
    expect(decision).toMatchObject({
      kind: 'changed',
      state: { attempts: [{ status: reported, providerId: 'sbxp_1' }] },
    });
    expect(decision.kind === 'changed' && decision.events.map(({ type }) => type)).toEqual(events);
  });

  const NOT_FORWARD: readonly (readonly [AttemptStatus, readonly Reported[]])[] = [
    ['REQUIRES_ACTION', ['REQUIRES_ACTION']],
    ['PROCESSING', ['REQUIRES_ACTION', 'PROCESSING']],
    ['AUTHORIZED', ['REQUIRES_ACTION', 'PROCESSING', 'AUTHORIZED', 'FAILED']],
    ['CAPTURED', ['REQUIRES_ACTION', 'PROCESSING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED', 'EXPIRED']],
    ['FAILED', ['REQUIRES_ACTION', 'PROCESSING', 'FAILED', 'CANCELLED', 'EXPIRED']],
    ['CANCELLED', ['REQUIRES_ACTION', 'PROCESSING', 'AUTHORIZED', 'CANCELLED', 'FAILED', 'EXPIRED']],
    ['EXPIRED', ['REQUIRES_ACTION', 'PROCESSING', 'AUTHORIZED', 'CANCELLED', 'FAILED', 'EXPIRED']],
  ];
  test.each(NOT_FORWARD)('changes nothing at %s when it is not news (%j)', (before, reports) => {
    for (const reported of reports) expect(when(given(before), aReport(reported)).kind).toBe('unchanged');
  });

  test('moves nothing when the amount is not ours, whatever it is', () => {
    for (const reported of ['REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED'] as const)
      expect(when(given('CREATED'), aReport(reported, 4_991))).toMatchObject({
        kind: 'changed',
        state: { attempts: [{ status: 'CREATED', quarantine: { amountMinor: 4_991 } }], transactions: [] },
        events: [{ type: 'PaymentQuarantined' }],
      });
  });
});

describe('an attempt with an amount that is not ours', () => {
  test.each(['FAILED', 'CANCELLED', 'EXPIRED'] as const)(
    'ends when it is called off and %s: nothing was taken',
    (end) => {
      const decision = when(given('REQUIRES_ACTION', { phase: 'CLOSING', isCalledOff: true }), aReport(end, 4_991));
      expect(decision).toMatchObject({ kind: 'changed', state: { phase: 'CLOSED', attempts: [{ status: end }] } });
    },
  );

  test('is set apart when it was called off and money was faster', () => {
    const decision = when(
      given('REQUIRES_ACTION', { phase: 'CLOSING', isCalledOff: true }),
      aReport('CAPTURED', 4_991),
    );
    expect(decision).toMatchObject({ state: { phase: 'CLOSING' }, events: [{ type: 'PaymentQuarantined' }] });
  });

  test('is called off at the provider although it never became ours', () => {
    const stranger = anAttempt({ status: 'CREATED', quarantine: money(4_991, 'EUR') });
    expect(wantedCalls(aPayment({ attempts: [stranger] }))).toMatchObject([{ kind: 'CREATE' }]);
    const calledOff = { ...stranger, cancelRequestedAt: AT };
    expect(wantedCalls(aPayment({ attempts: [calledOff] }))).toMatchObject([{ kind: 'CANCEL' }]);
  });
});

describe('an order that is closing', () => {
  test.each([
    ['CANCELLED', ['PaymentCancelled']],
    ['EXPIRED', ['PaymentCancelled']],
    ['FAILED', ['PaymentFailed', 'PaymentCancelled']],
    ['CAPTURED', ['PaymentCaptured']],
    ['PROCESSING', ['PaymentUpdated']],
    ['AUTHORIZED', ['PaymentUpdated']],
  ] as const)('hears of %s what follows from it', (reported, events) => {
    const decision = when(given('REQUIRES_ACTION', { phase: 'CLOSING', isCalledOff: true }), aReport(reported));
    expect(decision.kind === 'changed' && decision.events.map(({ type }) => type)).toEqual(events);
  });

  test('is not told that nothing was taken while another attempt is open', () => {
    const [first, second] = [anAttempt({ cancelRequestedAt: AT }), anAttempt({ cancelRequestedAt: AT })];
    const payment: Payment = aPayment({ phase: 'CLOSING', attempts: [first, second] });
    const decision = recordReport({ ...aReport('CANCELLED'), attemptId: first.id, at: AT, newId })(payment);
    expect(decision).toMatchObject({
      kind: 'changed',
      state: { phase: 'CLOSING' },
      events: [{ type: 'PaymentUpdated' }],
    });
  });

  test('sends nobody to a page that is about to close', () => {
    const decision = when(given('CREATED', { phase: 'CLOSING', isCalledOff: true }), aReport('REQUIRES_ACTION'));
    expect(decision).toMatchObject({ kind: 'changed', events: [{ type: 'PaymentUpdated' }] });
  });
});

describe('money', () => {
  test('ends what else is open: what the provider knows is called off, what waits is ended at once', () => {
    const [paying, known] = [anAttempt(), anAttempt()];
    const waiting = anAttempt({ status: 'CREATED' });
    const payment = aPayment({ attempts: [paying, known, waiting] });
    const decision = recordReport({ ...aReport('CAPTURED'), attemptId: paying.id, at: AT, newId })(payment);
    expect(decision).toMatchObject({
      state: {
        attempts: [
          { status: 'CAPTURED' },
          { status: 'REQUIRES_ACTION', cancelRequestedAt: AT },
          { status: 'CANCELLED' },
        ],
      },
    });
  });

  test('of two attempts is told as their sum', () => {
    const [first, second] = [anAttempt({ status: 'CAPTURED' }), anAttempt({ status: 'CANCELLED' })];
    const payment = aPayment({ attempts: [first, second] });
    const decision = recordReport({ ...aReport('CAPTURED'), attemptId: second.id, at: AT, newId })(payment);
    expect(decision).toMatchObject({
      events: [{ type: 'PaymentCaptured', payload: { capturedTotal: { amountMinor: 9_980 } } }],
    });
  });
});

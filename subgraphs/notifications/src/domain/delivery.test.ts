import { describe, expect, test } from '@jest/globals';
import { AT, inEveryState } from '../../test/a-notification.ts';
import { beginTry, isBegunAt, markFailedTry, markSent, type FailedTry } from './delivery.ts';
import type { NotificationStatus } from './notification.ts';

const later = (ms: number) => new Date(AT.getTime() + ms);
const failedTry = (change: Partial<FailedTry> = {}): FailedTry => ({
  reason: 'The mail server answered 451',
  kind: 'REFUSED_FOR_NOW',
  maskedRecipient: 'a•••@example.com',
  ...change,
});
const states = inEveryState();

describe('a try', () => {
  test.each<[NotificationStatus, Date, string]>([
    ['QUEUED', AT, 'changed'],
    ['QUEUED', later(-1), 'unchanged'],
    ['SENDING', later(119_999), 'unchanged'],
    ['SENDING', later(120_000), 'changed'],
    ['SENT', later(999_999), 'unchanged'],
    ['FAILED', later(999_999), 'unchanged'],
  ])('of one that is %s, at %j, leaves it %s', (status, at, kind) => {
    expect(beginTry(at)(states[status]).kind).toBe(kind);
  });

  test('belongs to who began it: what another process is sending is not sent again', () => {
    const begun = beginTry(AT)(states.QUEUED);
    if (begun.kind !== 'changed') throw new Error('not begun');
    expect(isBegunAt(AT)(begun.state)).toBe(true);
    expect(isBegunAt(later(1_000))(begun.state)).toBe(false);
    expect(isBegunAt(AT)(states.SENT)).toBe(false);
  });

  test('is written down before it is made', () => {
    expect(beginTry(AT)(states.QUEUED)).toMatchObject({ state: { status: 'SENDING', attempts: 1 }, events: [] });
  });
});

test('a mail that was taken is announced once', () => {
  const sent = markSent(AT, 'a•••@example.com')(states.SENDING);
  expect(sent).toMatchObject({
    state: { status: 'SENT', sentAt: AT, lastError: null },
    events: [{ type: 'NotificationSent' }],
  });
  for (const status of ['QUEUED', 'SENT', 'FAILED'] as const)
    expect(markSent(AT, '')(states[status]).kind).toBe('unchanged');
});

test.each([
  [1, 5_000],
  [2, 10_000],
  [5, 80_000],
  [20, 3_600_000],
])('after try %i the next comes after %i ms', (attempts, pauseMs) => {
  const { SENDING } = inEveryState({ attempts });
  expect(markFailedTry(failedTry(), AT)(SENDING)).toMatchObject({
    state: { status: 'QUEUED', dueAt: later(pauseMs), lastError: 'The mail server answered 451' },
    events: [],
  });
});

test.each<[string, FailedTry['kind'], number, NotificationStatus]>([
  ['that can never succeed is the last', 'FINAL', 1, 'FAILED'],
  ['that the server refused 30 times is the last', 'REFUSED_FOR_NOW', 30, 'FAILED'],
  ['that lacked facts is repeated for ever', 'NOT_TRIED', 1_000, 'QUEUED'],
])('a try %s', (_what, kind, attempts, status) => {
  const { SENDING } = inEveryState({ attempts });
  const decision = markFailedTry(failedTry({ kind }), AT)(SENDING);
  expect(decision).toMatchObject({ state: { status } });
  expect(decision.kind === 'changed' && decision.events.map(({ type }) => type)).toEqual(
    status === 'FAILED' ? ['NotificationFailed'] : [],
  );
});

test('an end is never left', () => {
  expect(markFailedTry(failedTry(), AT)(states.SENT).kind).toBe('unchanged');
  expect(markFailedTry(failedTry(), AT)(states.FAILED).kind).toBe('unchanged');
});

import { expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { AT } from '../../test/a-user.ts';
import { endSession, refreshSession, startSession, type Session } from './session.ts';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;
const later = (ms: number) => new Date(AT.getTime() + ms);

const aSession = (change: Partial<Session> = {}): Session => {
  const started = startSession({ id: newId('ses'), userId: newId('usr'), seed: 'seed', at: AT });
  if (started.kind !== 'changed') throw new Error(started.kind);
  return { ...started.state, ...change } as Session;
};

// The session is at generation 5, reached at AT.
test.each<[string, number, number, object]>([
  [
    'the latest token makes way for its successor',
    5,
    DAY,
    { kind: 'changed', state: { generation: 6, status: 'OPEN' }, events: [] },
  ],
  ['the one before leads to the same successor at once', 4, 0, { kind: 'unchanged' }],
  ['the one before leads to the same successor within 20 seconds', 4, 20 * SECOND, { kind: 'unchanged' }],
  [
    'the one before ends the session after 20 seconds',
    4,
    20 * SECOND + 1,
    { kind: 'changed', state: { status: 'ENDED', because: 'TOKEN_REUSED' } },
  ],
  [
    'an older one ends the session at once',
    3,
    0,
    {
      kind: 'changed',
      state: { status: 'ENDED' },
      events: [{ type: 'SessionEnded', payload: { because: 'TOKEN_REUSED' } }],
    },
  ],
  [
    'a session that was not used for 30 days is over',
    5,
    30 * DAY,
    { kind: 'refused', failure: { kind: 'SESSION_OVER' } },
  ],
])('%s', (_what, generation, ms, expected) => {
  expect(refreshSession(generation, later(ms))(aSession({ generation: 5 }))).toMatchObject(expected);
});

test('each refresh gives another 30 days', () => {
  expect(refreshSession(1, later(29 * DAY))(aSession())).toMatchObject({ state: { expiresAt: later(59 * DAY) } });
});

test('a session ends once, and nothing brings it back', () => {
  const ended = endSession(AT)(aSession());
  if (ended.kind !== 'changed') throw new Error(ended.kind);
  expect(ended.events).toMatchObject([{ type: 'SessionEnded', payload: { because: 'SIGNED_OUT' } }]);
  expect(endSession(AT)(ended.state).kind).toBe('unchanged');
  expect(refreshSession(1, AT)(ended.state).kind).toBe('refused');
});

import { describe, expect, test } from '@jest/globals';
import { changed, refused, unchanged, type Decide, type Failure } from '../src/decision.ts';
import { err, ok, type Result } from '../src/result.ts';
import { unreachable } from '../src/unreachable.ts';

interface Door {
  readonly status: 'OPEN' | 'CLOSED' | 'WALLED_UP';
}
interface WalledUp extends Failure {
  readonly kind: 'WALLED_UP';
  readonly since: number;
}

const close: Decide<Door, 'DoorClosed', WalledUp> = (door) => {
  switch (door.status) {
    case 'OPEN':
      return changed({ ...door, status: 'CLOSED' }, ['DoorClosed']);
    case 'CLOSED':
      return unchanged(door);
    case 'WALLED_UP':
      return refused({ kind: 'WALLED_UP', since: 1989 });
  }
};

describe('a decision', () => {
  test('says what is now true and what to announce', () => {
    expect(close({ status: 'OPEN' })).toEqual({ kind: 'changed', state: { status: 'CLOSED' }, events: ['DoorClosed'] });
  });

  test('that changes nothing hands back the very same state', () => {
    const door: Door = { status: 'CLOSED' };
    const decision = close(door);
    expect(decision.kind === 'unchanged' && decision.state).toBe(door);
  });

  test('that refuses says why and has no state', () => {
    expect(close({ status: 'WALLED_UP' })).toEqual({ kind: 'refused', failure: { kind: 'WALLED_UP', since: 1989 } });
  });

  test('keeps the literal kind of its refusal, so that a switch over kinds is exhaustive', () => {
    const { failure } = refused({ kind: 'WALLED_UP' });
    const kind: 'WALLED_UP' = failure.kind;
    expect(kind).toBe('WALLED_UP');
  });

  test('about a state that its types do not know does not pass in silence', () => {
    const status = 'AJAR' as never;
    expect(() => unreachable(status)).toThrow('AJAR');
  });
});

describe('a result', () => {
  test('has a value or a failure, never both', () => {
    const results: Result<number, string>[] = [ok(1), err('no')];
    expect(results.map((result) => (result.ok ? result.value : result.failure))).toEqual([1, 'no']);
    expect(ok(1)).not.toHaveProperty('failure');
    expect(err('no')).not.toHaveProperty('value');
  });
});

import { describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aHeldLine, aReservation, placeOf } from '../../test/a-reservation.ts';
import { commit, commitAgain } from './commit.ts';
import { fulfill } from './fulfill.ts';
import { hold } from './hold.ts';
import { expire, release } from './release.ts';
import { mergeWanted, type ReservationStatus } from './reservation.ts';
import { stockEffects } from './stock-effect.ts';

const at = new Date('2026-01-15T10:00:00Z');
const outcomeOf = (decision: { kind: string; state?: { status: string }; events?: readonly { type: string }[] }) =>
  [decision.kind, decision.state?.status, ...(decision.events ?? []).map(({ type }) => type)].filter(Boolean).join(' ');

describe('what an order wants', () => {
  test('is each variant once, sorted, however often it was named', () => {
    const [a, b] = [newId('var'), newId('var')];
    const merged = mergeWanted([
      { variantId: b, quantity: 1 },
      { variantId: a, quantity: 2 },
      { variantId: b, quantity: 3 },
    ]);
    expect(merged).toEqual([
      { variantId: a, quantity: 2 },
      { variantId: b, quantity: 4 },
    ]);
  });
});

describe('a new reservation', () => {
  const [a, b] = [newId('var'), newId('var')];
  const wish = {
    orderId: newId('ord'),
    wanted: [
      { variantId: a, quantity: 2 },
      { variantId: b, quantity: 5 },
    ],
  };
  const identity = { id: newId('rsv'), at };

  test('is held for 45 minutes when everything was taken', () => {
    const lines = [
      { variantId: a, locationId: newId('loc'), quantity: 2 },
      { variantId: b, locationId: newId('loc'), quantity: 5 },
    ];
    const decision = hold(wish, { kind: 'taken', lines }, identity);
    expect(outcomeOf(decision)).toBe('changed HELD StockReserved');
    expect(decision).toMatchObject({
      state: { expiresAt: new Date('2026-01-15T10:45:00Z') },
      events: [{ payload: { lines } }],
    });
  });

  test('is rejected with the lines there was too little of, and what there was', () => {
    const decision = hold(
      wish,
      {
        kind: 'short',
        availableOf: new Map([
          [a, 2],
          [b, 4],
        ]),
      },
      identity,
    );
    expect(outcomeOf(decision)).toBe('changed REJECTED StockRejected');
    expect(decision).toMatchObject({
      state: { lines: [] },
      events: [{ payload: { lines: [{ variantId: b, requested: 5, available: 4 }] } }],
    });
  });
});

describe('given a status, when something happens, then', () => {
  const wrong = 'refused';
  const table: [ReservationStatus, { commit: string; release: string; fulfill: string; expire: string }][] = [
    [
      'HELD',
      {
        commit: 'changed COMMITTED StockCommitted',
        release: 'changed RELEASED StockReleased',
        fulfill: wrong,
        expire: 'changed EXPIRED StockReleased',
      },
    ],
    [
      'COMMITTED',
      {
        commit: 'unchanged COMMITTED',
        release: 'changed RELEASED StockReleased',
        fulfill: 'changed FULFILLED StockFulfilled',
        expire: 'unchanged COMMITTED',
      },
    ],
    [
      'FULFILLED',
      { commit: 'unchanged FULFILLED', release: 'unchanged FULFILLED', fulfill: wrong, expire: 'unchanged FULFILLED' },
    ],
    ['RELEASED', { commit: wrong, release: 'unchanged RELEASED', fulfill: wrong, expire: 'unchanged RELEASED' }],
    ['EXPIRED', { commit: wrong, release: 'unchanged EXPIRED', fulfill: wrong, expire: 'unchanged EXPIRED' }],
    ['REJECTED', { commit: wrong, release: 'unchanged REJECTED', fulfill: wrong, expire: 'unchanged REJECTED' }],
  ];
  test.each(table)('%s answers as the table says', (status, expected) => {
    const reservation = aReservation({ status });
    const { wanted } = reservation;
    expect({
      commit: outcomeOf(commit(reservation)),
      release: outcomeOf(release('CANCELLED')(reservation)),
      fulfill: outcomeOf(fulfill(wanted)(reservation)),
      expire: outcomeOf(expire(new Date('2026-01-15T10:45:00Z'))(reservation)),
    }).toEqual(expected);
  });

  test('a hold does not end before its time', () => {
    expect(outcomeOf(expire(new Date('2026-01-15T10:44:59Z'))(aReservation()))).toBe('unchanged HELD');
  });

  test('an expired hold that is confirmed after all takes its stock again, or is rejected', () => {
    const expired = aReservation({ status: 'EXPIRED' });
    const lines = expired.lines.map((line) => placeOf(line, line.quantity));
    expect(outcomeOf(commitAgain({ kind: 'taken', lines })(expired))).toBe('changed COMMITTED StockCommitted');
    expect(outcomeOf(commitAgain({ kind: 'short', availableOf: new Map() })(expired))).toBe(
      'changed REJECTED StockRejected',
    );
    expect(outcomeOf(commitAgain({ kind: 'taken', lines })(aReservation()))).toBe('refused');
  });
});

describe('a parcel', () => {
  const here = aHeldLine({ quantity: 2 });
  const there = aHeldLine({ variantId: here.variantId, quantity: 3 });
  const committed = aReservation({ status: 'COMMITTED', lines: [here, there] });

  test('empties one location after the other and leaves the rest committed', () => {
    const decision = fulfill([{ variantId: here.variantId, quantity: 3 }])(committed);
    expect(outcomeOf(decision)).toBe('changed COMMITTED StockFulfilled');
    expect(decision).toMatchObject({ state: { lines: [{ fulfilled: 2 }, { fulfilled: 1 }] } });
  });

  test('of the same variant in two lines counts both', () => {
    const { variantId } = here;
    expect(
      outcomeOf(
        fulfill([
          { variantId, quantity: 2 },
          { variantId, quantity: 3 },
        ])(committed),
      ),
    ).toBe('changed FULFILLED StockFulfilled');
  });

  test('with more than was reserved is refused', () => {
    expect(fulfill([{ variantId: here.variantId, quantity: 6 }])(committed)).toMatchObject({
      failure: { kind: 'MORE_THAN_RESERVED' },
    });
  });

  test('takes goods off the shelf; what is released afterwards is only what is left', () => {
    const sent = fulfill([{ variantId: here.variantId, quantity: 3 }])(committed);
    if (sent.kind !== 'changed') throw new Error('The parcel was refused');
    expect(stockEffects(committed, sent.state)).toEqual([
      {
        kind: 'FULFILLED',
        variantId: here.variantId,
        locationId: here.locationId,
        onHandChange: -2,
        reservedChange: -2,
      },
      {
        kind: 'FULFILLED',
        variantId: here.variantId,
        locationId: there.locationId,
        onHandChange: -1,
        reservedChange: -1,
      },
    ]);
    const over = release('CANCELLED')(sent.state);
    if (over.kind !== 'changed') throw new Error('Nothing was released');
    expect(stockEffects(sent.state, over.state)).toEqual([
      {
        kind: 'RELEASED',
        variantId: here.variantId,
        locationId: there.locationId,
        onHandChange: 0,
        reservedChange: -2,
      },
    ]);
    expect(over.events).toMatchObject([{ payload: { lines: [{ locationId: there.locationId, quantity: 2 }] } }]);
  });
});

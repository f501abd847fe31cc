import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { expireHolds } from '../src/jobs/expire-holds.ts';
import { commands } from '../src/commands.ts';
import { reservationRepository } from '../src/persistence/reservation-repository.ts';
import type { House } from '../src/context.ts';
import type { Rooms } from '../src/rooms.ts';
import { inventory } from '../src/subgraph.ts';
import { anOrder, cancelled, expired, placed, shipped, submitted, type TestOrder } from './an-order.ts';
import { aStock, shelves, unbalanced } from './a-stock.ts';

let s: TestSubgraph;
let variantId: Awaited<ReturnType<typeof aStock>>['variantId'];
let order: TestOrder;
beforeAll(async () => {
  s = await openTestSubgraph(inventory);
});
afterAll(() => s.close());
beforeEach(async () => {
  ({ variantId } = await aStock(s.pool, 10));
  order = anOrder([{ variantId, quantity: 3 }]);
});

const announced = async ({ orderId }: TestOrder) => {
  const { rows } = await s.pool.query<{ type: string }>(
    `SELECT envelope->>'type' AS type FROM outbox WHERE envelope->'payload'->>'orderId' = $1 ORDER BY seq`,
    [orderId],
  );
  return rows.map(({ type }) => type);
};
const runExpireHolds = () => {
  const rooms = { reservations: reservationRepository(s.pool) } as Rooms;
  const house = { ...rooms, commands: { expireHolds: commands.expireHolds(rooms) } } as unknown as House;
  const door = {
    caller: { service: { name: 'inventory', scopes: [] } },
    at: s.clock.now(),
    correlationId: 'job',
  };
  return expireHolds.run(house, door, new AbortController().signal);
};

describe('the life of what an order holds', () => {
  test('submitted, placed and shipped in two parcels: held, committed, gone', async () => {
    await s.hear(submitted(order));
    expect(await shelves(s.pool, variantId)).toEqual(['10/3']);
    await s.hear(placed(order));
    expect(await shelves(s.pool, variantId)).toEqual(['10/3']);
    await s.hear(shipped(order, [{ variantId, quantity: 1 }]));
    expect(await shelves(s.pool, variantId)).toEqual(['9/2']);
    await s.hear(shipped(order, [{ variantId, quantity: 2 }]));
    expect(await shelves(s.pool, variantId)).toEqual(['7/0']);
    expect(await announced(order)).toEqual(['StockReserved', 'StockCommitted', 'StockFulfilled', 'StockFulfilled']);
    expect(await unbalanced(s.pool)).toEqual([]);
  });

  test('called off before or after it was placed, or expired: everything goes back', async () => {
    const others = [anOrder(order.lines), anOrder(order.lines)] as const;
    await s.hear(submitted(order), cancelled(order));
    await s.hear(submitted(others[0]), placed(others[0]), cancelled(others[0], true));
    await s.hear(submitted(others[1]), expired(others[1]));
    expect(await shelves(s.pool, variantId)).toEqual(['10/0']);
    expect(await announced(others[0])).toEqual(['StockReserved', 'StockCommitted', 'StockReleased']);
  });

  test('there is too little: nothing is held, the lines are told, and its end gives nothing back', async () => {
    const greedy = anOrder([{ variantId, quantity: 11 }]);
    await s.hear(submitted(greedy), cancelled(greedy));
    expect(await shelves(s.pool, variantId)).toEqual(['10/0']);
    expect(await announced(greedy)).toEqual(['StockRejected']);
  });

  test('an unknown variant is rejected with none available', async () => {
    const unknown = anOrder([{ variantId: newId('var'), quantity: 1 }]);
    await s.hear(submitted(unknown));
    const { rows } = await s.pool.query(
      `SELECT envelope->'payload'->'lines'->0->'available' AS available FROM outbox WHERE envelope->'payload'->>'orderId' = $1`,
      [unknown.orderId],
    );
    expect(rows).toEqual([{ available: 0 }]);
  });

  test('an event that comes twice has one effect', async () => {
    await s.hear({ event: submitted(order), seq: 1 }, { event: submitted(order), seq: 1 });
    await s.hear({ event: placed(order), seq: 2 });
    await s.hear({ event: shipped(order), seq: 3 }, { event: shipped(order), seq: 3 });
    expect(await shelves(s.pool, variantId)).toEqual(['7/0']);
    expect(await announced(order)).toEqual(['StockReserved', 'StockCommitted', 'StockFulfilled']);
  });

  test('a parcel with more than was reserved is not applied but kept for a person to look at', async () => {
    await s.hear(submitted(order), placed(order), shipped(order, [{ variantId, quantity: 4 }]));
    expect(await shelves(s.pool, variantId)).toEqual(['10/3']);
    expect(await s.deadLetters()).toMatchObject([{ type: 'ShipmentShipped' }]);
    await s.pool.query('DELETE FROM dead_letters');
  });
});

describe('a hold that nobody confirms', () => {
  test('ends after 45 minutes, not before', async () => {
    await s.hear(submitted(order));
    s.clock.advance(44 * 60_000);
    expect(await runExpireHolds()).toBe(0);
    s.clock.advance(60_000);
    expect(await runExpireHolds()).toBe(1);
    expect(await shelves(s.pool, variantId)).toEqual(['10/0']);
    expect(await announced(order)).toEqual(['StockReserved', 'StockReleased']);
  });

  test('and whose order is placed after all takes the stock again', async () => {
    await s.hear(submitted(order));
    s.clock.advance(45 * 60_000);
    await runExpireHolds();
    await s.hear(placed(order));
    expect(await shelves(s.pool, variantId)).toEqual(['10/3']);
    await s.hear(shipped(order));
    expect(await shelves(s.pool, variantId)).toEqual(['7/0']);
    expect(await announced(order)).toEqual(['StockReserved', 'StockReleased', 'StockCommitted', 'StockFulfilled']);
  });

  test('and whose order is placed when somebody else has the stock is rejected', async () => {
    await s.hear(submitted(order));
    s.clock.advance(45 * 60_000);
    await runExpireHolds();
    const other = anOrder([{ variantId, quantity: 8 }]);
    await s.hear(submitted(other), placed(order));
    expect(await shelves(s.pool, variantId)).toEqual(['10/8']);
    expect(await announced(order)).toEqual(['StockReserved', 'StockReleased', 'StockRejected']);
    expect(await unbalanced(s.pool)).toEqual([]);
  });
});

describe('what it costs', () => {
  test('a reservation of three lines is six statements, however many lines, beside those of the inbox', async () => {
    const more = await Promise.all([aStock(s.pool, 5), aStock(s.pool, 5)]);
    const three = anOrder([...order.lines, ...more.map((stock) => ({ variantId: stock.variantId, quantity: 1 }))]);
    s.statements();
    await s.hear(submitted(three));
    const own = s.statements().filter((text) => !/inbox|receipts|BEGIN|COMMIT|parked|dead_letters/.test(text));
    expect(own).toHaveLength(6);
  });
});

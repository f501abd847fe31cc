import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { VariantId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { createPool } from '@stoa/platform';
import { testDatabase, type TestDatabase } from '@stoa/testing';
import type pg from 'pg';
import { reserveStock } from '../src/commands/reserve-stock.ts';
import type { Rooms } from '../src/rooms.ts';
import type { Reservation } from '../src/domain/reservation.ts';
import { reservationRepository } from '../src/persistence/reservation-repository.ts';
import { aStock, shelves, unbalanced } from './a-stock.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase('inventory');
  pool = createPool({ connectionString: database.url, max: 16, name: 'racing-buyers' });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const aDoor = (key: string = newId('key')): Door => ({
  caller: { service: { name: 'inventory', scopes: [] } },
  at: new Date('2026-01-15T10:00:00Z'),
  correlationId: 'test',
  receipt: { scope: 'test', key },
});
const buy = async (
  lines: readonly { variantId: VariantId; quantity: number }[],
  { door = aDoor(), orderId = newId('ord') } = {},
): Promise<Reservation> => {
  const rooms = { reservations: reservationRepository(pool) } as Rooms;
  const result = await reserveStock(rooms)(door, { orderId, lines });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};
const heldBy = (reservations: readonly Reservation[]) =>
  reservations.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);

describe('buyers at the same moment', () => {
  test('64 of them get exactly ten of ten', async () => {
    const { variantId } = await aStock(pool, 10);
    const reservations = await Promise.all(Array.from({ length: 64 }, () => buy([{ variantId, quantity: 1 }])));
    expect(reservations.filter(({ status }) => status === 'HELD')).toHaveLength(10);
    expect(reservations.filter(({ status }) => status === 'REJECTED')).toHaveLength(54);
    expect(await shelves(pool, variantId)).toEqual(['10/10']);
  });

  test('get exactly what is there, also when it lies in three places', async () => {
    const { variantId } = await aStock(pool, 5);
    for (const onHand of [3, 2]) await aStock(pool, onHand, { variantId });
    const reservations = await Promise.all(
      Array.from({ length: 64 }, (_, index) => buy([{ variantId, quantity: 1 + (index % 3) }])),
    );
    expect(heldBy(reservations)).toBe(10);
    expect(await shelves(pool, variantId)).toEqual(['5/5', '3/3', '2/2']);
  });

  test('16 at a time hold all of their lines or none, whatever the order of the lines', async () => {
    const variants = await Promise.all([40, 60, 50, 30].map((onHand) => aStock(pool, onHand)));
    const reservations = await Promise.all(
      Array.from({ length: 400 }, (_, index) => {
        const lines = variants
          .filter((_variant, position) => (index + position) % 4 !== 0)
          .map(({ variantId }) => ({ variantId, quantity: 1 + (index % 2) }));
        return buy(index % 2 ? lines : lines.toReversed());
      }),
    );
    const held = reservations.filter(({ status }) => status === 'HELD');
    expect(held.length).toBeGreaterThan(15);
    for (const { wanted, lines } of held)
      expect(lines.map(({ variantId, quantity }) => ({ variantId, quantity }))).toEqual(wanted);
    for (const { variantId } of variants) {
      const taken = held.flatMap(({ lines }) => lines).filter((line) => line.variantId === variantId);
      const reserved = taken.reduce((sum, { quantity }) => sum + quantity, 0);
      expect((await shelves(pool, variantId))[0]).toMatch(new RegExp(`/${reserved}$`));
    }
    expect(reservations.filter(({ status }) => status === 'REJECTED').flatMap(({ lines }) => lines)).toEqual([]);
    expect(await unbalanced(pool)).toEqual([]);
    // Whoever was rejected was rejected for a reason: of one of its variants less was left than it wanted.
    const { rows } = await pool.query(
      `SELECT count(*)::int AS count FROM outbox WHERE envelope->>'type' = 'StockRejected' AND jsonb_array_length(envelope->'payload'->'lines') = 0`,
    );
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe('a line that is named twice', () => {
  test('counts once with both quantities: four and four of seven are too many', async () => {
    const { variantId } = await aStock(pool, 7);
    const tooMany = await buy([
      { variantId, quantity: 4 },
      { variantId, quantity: 4 },
    ]);
    expect(tooMany).toMatchObject({ status: 'REJECTED', wanted: [{ quantity: 8 }] });
    expect(await shelves(pool, variantId)).toEqual(['7/0']);
    expect(
      await buy([
        { variantId, quantity: 4 },
        { variantId, quantity: 3 },
      ]),
    ).toMatchObject({ status: 'HELD' });
    expect(await shelves(pool, variantId)).toEqual(['7/7']);
  });
});

describe('a line that no location can fill alone', () => {
  test('is taken from where most lies, then from the next', async () => {
    const { variantId } = await aStock(pool, 2);
    await aStock(pool, 5, { variantId });
    const { lines } = await buy([{ variantId, quantity: 6 }]);
    expect(lines.map(({ quantity }) => quantity)).toEqual([5, 1]);
    expect(await shelves(pool, variantId)).toEqual(['2/1', '5/5']);
  });
});

describe('the same wish again', () => {
  test('under the same receipt, sixteen times at once, takes the stock once', async () => {
    const { variantId } = await aStock(pool, 100);
    const [key, orderId] = [newId('key'), newId('ord')];
    const same = await Promise.all(
      Array.from({ length: 16 }, () => buy([{ variantId, quantity: 3 }], { door: aDoor(key), orderId })),
    );
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    expect(await shelves(pool, variantId)).toEqual(['100/3']);
  });

  test('for the same order through sixteen doors takes the stock once', async () => {
    const { variantId } = await aStock(pool, 100);
    const orderId = newId('ord');
    await Promise.all(Array.from({ length: 16 }, () => buy([{ variantId, quantity: 3 }], { orderId })));
    expect(await shelves(pool, variantId)).toEqual(['100/3']);
  });
});

describe('a process that is killed', () => {
  test('after the stock was taken and before it was told leaves nothing behind, and the next try holds it once', async () => {
    const { variantId } = await aStock(pool, 10);
    const orderId = newId('ord');
    const client = await pool.connect();
    client.on('error', () => {});
    await client.query('BEGIN');
    const tx = {
      query: async (text: string, values?: readonly unknown[]) => {
        const { rows, rowCount } = await client.query(text, values as unknown[]);
        return { rows: rows as never[], rowCount: rowCount ?? 0 };
      },
    };
    const { receipt: _receipt, ...door } = aDoor();
    expect(await buy([{ variantId, quantity: 4 }], { door: { ...door, tx }, orderId })).toMatchObject({
      status: 'HELD',
    });
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await client.query('COMMIT').catch(() => {});
    client.release(true);

    expect(await shelves(pool, variantId)).toEqual(['10/0']);
    expect((await pool.query('SELECT FROM reservations WHERE order_id = $1', [orderId])).rowCount).toBe(0);
    expect(
      (await pool.query(`SELECT FROM outbox WHERE envelope->'payload'->>'orderId' = $1`, [orderId])).rowCount,
    ).toBe(0);
    expect(await buy([{ variantId, quantity: 4 }], { orderId })).toMatchObject({ status: 'HELD' });
    expect(await shelves(pool, variantId)).toEqual(['10/4']);
  });
});

describe('the last line of defence', () => {
  test('the database itself refuses to reserve more than there is', async () => {
    const { variantId } = await aStock(pool, 1);
    await expect(
      pool.query('UPDATE inventory_items SET reserved = 2 WHERE variant_id = $1', [variantId]),
    ).rejects.toThrow('inventory_items_reserved_check');
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sweepMessaging } from '../src/messaging.ts';
import { openBank, type Bank } from './a-bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
beforeEach(() => bank.clear());
afterAll(() => bank.close());

const now = new Date('2026-01-31T00:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

const aReceiptFrom = (at: Date) =>
  bank.pool.query(`INSERT INTO receipts (scope, key, outcome, created_at) VALUES ('s', $1, '{}', $2)`, [
    randomUUID(),
    at,
  ]);
let seq = 0;
const anEvent = (publishedAt: Date | null) =>
  bank.pool.query(
    `INSERT INTO outbox (event_id, topic, aggregate_id, aggregate_seq, shard, envelope, created_at, published_at)
     VALUES ($1, 'orders', 'a', $2, 0, '{}', '2020-01-01', $3)`,
    [randomUUID(), (seq += 1), publishedAt],
  );
const aDeadLetter = (resolvedAt: Date | null) =>
  bank.pool.query(
    `INSERT INTO dead_letters (event_id, aggregate_id, seq, type, envelope, reason, failed_at, resolved_at)
     VALUES ($1, 'a', 1, 'T', '{}', 'r', '2020-01-01', $2)`,
    [randomUUID(), resolvedAt],
  );

describe('a sweep', () => {
  test('takes receipts after 72 hours, published events after a week, settled dead letters after thirty days', async () => {
    for (const hours of [71, 73]) await aReceiptFrom(hoursAgo(hours));
    for (const hours of [167, 169]) await anEvent(hoursAgo(hours));
    for (const hours of [719, 721]) await aDeadLetter(hoursAgo(hours));
    expect(await sweepMessaging(bank.pool, now)).toBe(3);
    expect([await bank.count('receipts'), await bank.count('outbox'), await bank.count('dead_letters')]).toEqual([
      1, 1, 1,
    ]);
    expect(await sweepMessaging(bank.pool, now)).toBe(0);
  });

  test('never takes an event that is not published or a dead letter that nobody settled, however old', async () => {
    await anEvent(null);
    await aDeadLetter(null);
    expect(await sweepMessaging(bank.pool, now)).toBe(0);
    expect([await bank.count('outbox'), await bank.count('dead_letters')]).toEqual([1, 1]);
  });

  test('takes small bites, so that it holds nobody up', async () => {
    for (let nth = 0; nth < 5; nth += 1) await aReceiptFrom(hoursAgo(100));
    expect(await sweepMessaging(bank.pool, now, 2)).toBe(2);
    expect(await sweepMessaging(bank.pool, now, 2)).toBe(2);
    expect(await sweepMessaging(bank.pool, now, 2)).toBe(1);
  });
});

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { stoaProcess, type StoaProcess } from '../harness/stoa-process.ts';

const DEAD_LETTERS = path.join(import.meta.dirname, '../../apps/embedded/src/dead-letters.ts');

let stoa: StoaProcess;
beforeAll(async () => {
  stoa = await stoaProcess();
  await stoa.start();
});
afterAll(() => stoa.destroy());

const rows = async (sql: string) => (await stoa.database('orders')).rows(sql);

/** What an operator types beside the running Stoa. */
const deadLetters = async (...args: readonly string[]): Promise<string> => {
  const env = { ...process.env, STOA_STATE: stoa.stateDirectory };
  const { stdout } = await promisify(execFile)(process.execPath, [DEAD_LETTERS, ...args], { env }).catch(
    (refused: unknown) => refused as { stdout: string },
  );
  return stdout;
};

/** An event that orders could not apply once: somebody joined a shop. */
const aBuriedEvent = async () => {
  const [eventId, shopId, userId] = [randomUUID(), newId('shop'), newId('usr')];
  const envelope = {
    eventId,
    type: 'ShopMemberAdded',
    version: 1,
    topic: 'shops',
    aggregateId: shopId,
    seq: 1,
    occurredAt: '2026-01-15T10:00:00.000Z',
    keys: { shopIds: [shopId] },
    correlationId: 'test',
    payload: { shopId, userId, role: 'STAFF' },
  };
  await rows(`INSERT INTO dead_letters (event_id, aggregate_id, seq, type, envelope, reason)
    VALUES ('${eventId}', '${shopId}', 1, 'ShopMemberAdded', '${JSON.stringify(envelope)}', 'it was refused')`);
  await rows(`INSERT INTO inbox_sequences (aggregate_id, last_seq) VALUES ('${shopId}', 0)`);
  return { eventId, shopId, userId };
};

test('a dead letter is listed, applied once by its replay, and gone', async () => {
  const { eventId, shopId, userId } = await aBuriedEvent();
  expect(await deadLetters()).toMatch(new RegExp(`orders +${eventId} +ShopMemberAdded[^]*it was refused`));
  expect(await deadLetters('replay', 'orders', eventId)).toBe(`Applied: ${eventId}\n`);
  expect(await rows(`SELECT user_id FROM shop_members WHERE shop_id = '${shopId}'`)).toEqual([{ user_id: userId }]);
  expect(await deadLetters('replay', 'orders', eventId)).toContain('UNKNOWN_DEAD_LETTER');
  expect(await deadLetters()).toBe('No event waits to be mended.\n');
});

test('a dead letter that is given up leaves nothing and holds nothing back', async () => {
  const { eventId, shopId } = await aBuriedEvent();
  expect(await deadLetters('discard', 'orders', eventId)).toBe(`Given up: ${eventId}\n`);
  expect(await rows(`SELECT FROM shop_members WHERE shop_id = '${shopId}'`)).toEqual([]);
  expect(await rows(`SELECT last_seq FROM inbox_sequences WHERE aggregate_id = '${shopId}'`)).toEqual([
    { last_seq: 1 },
  ]);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '@stoa/kernel';
import { createMemoryBroker, every } from '@stoa/messaging';
import { createLog, createPool } from '@stoa/platform';
import { testDatabase, type TestDatabase } from '@stoa/testing';
import type pg from 'pg';
import { backgroundOf, type Background } from '../src/background.ts';

let database: TestDatabase;
let pool: pg.Pool;
let background: Background;
const runs = { following: 0, timed: 0 };
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  database = await testDatabase('orders');
  pool = createPool({ connectionString: database.url, max: 3, name: 'background' });
  background = backgroundOf({
    pool,
    broker: createMemoryBroker(),
    clock: systemClock,
    owner: 'this process',
    log: createLog({ level: 'silent' }),
    subgraph: 'orders',
    house: {},
    inbox: { topics: [], handle: () => Promise.resolve(true), drain: () => Promise.resolve() },
    hear: () => Promise.resolve(),
    jobs: [
      every(
        { name: 'following', everyMs: HOUR_MS, followsCommands: true },
        () => () => Promise.resolve(0 * ++runs.following),
      ),
      every({ name: 'timed', everyMs: HOUR_MS }, () => () => Promise.resolve(0 * ++runs.timed)),
    ],
  });
});
afterAll(async () => {
  await background.close();
  await pool.end();
  await database.drop();
});

const until = async (holds: () => boolean) => {
  for (const end = Date.now() + 10_000; !holds() && Date.now() < end;) await sleep(5);
};

test('a job that follows commands looks as soon as one was run, a timed one waits for its time', async () => {
  await background.run(['jobs']);
  await until(() => runs.following === 1 && runs.timed === 1);
  background.commandWasRun();
  await until(() => runs.following === 2);
  expect(runs).toEqual({ following: 2, timed: 1 });
});

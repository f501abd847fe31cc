import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@stoa/kernel';
import { every, startJobs, type Job, type JobRunner } from '../src/messaging.ts';
import { openBank, type Bank } from './a-bank.ts';
import { expireLeases, silent } from './outbox.ts';
import { until } from './until.ts';

let bank: Bank;
const runners: JobRunner[] = [];
beforeAll(async () => {
  bank = await openBank();
});
beforeEach(() => bank.clear());
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
});
afterAll(() => bank.close());

const HOUR_MS = 3_600_000;

const start = (owner: string, job: Job<object>, leaseTtlMs = 60_000): JobRunner => {
  const runner = startJobs({
    pool: bank.pool,
    subgraph: 'bank',
    jobs: [job],
    rooms: {},
    clock: systemClock,
    owner,
    log: silent,
    leaseTtlMs,
  });
  runners.push(runner);
  return runner;
};
const jobOf = (work: () => number | Promise<number>, everyMs = 5): Job<object> =>
  every({ name: 'count', everyMs }, () => async () => work());

describe('a job', () => {
  test('is done by one process at a time', async () => {
    let [running, most, runs] = [0, 0, 0];
    const job = jobOf(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(2);
      running -= 1;
      runs += 1;
      return 0;
    });
    for (const owner of ['a', 'b', 'c']) start(owner, job);
    await until('it ran often', () => runs >= 15);
    expect(most).toBe(1);
  });

  test('stays with its process also when a run takes longer than the lease', async () => {
    const mayEnd = Promise.withResolvers<number>();
    const seen: string[] = [];
    const jobFor = (owner: string) =>
      jobOf(() => {
        seen.push(owner);
        return mayEnd.promise;
      });
    start('a', jobFor('a'), 150);
    await until('it runs', () => seen.length === 1);
    const beats = async () => {
      const { rows } = await bank.pool.query<{ ends: Date }>(
        `SELECT expires_at AS ends FROM leases WHERE name = 'job:count'`,
      );
      return rows[0]!.ends.getTime();
    };
    const firstEnd = await beats();
    start('b', jobFor('b'), 150);
    await until('the lease it began with is long over', async () => (await beats()) > firstEnd + 300);
    expect(seen).toEqual(['a']);
    mayEnd.resolve(0);
  });

  test('that looks often renews its lease seldom: each renewal is a durable write', async () => {
    let runs = 0;
    start(
      'a',
      jobOf(() => {
        runs += 1;
        return 0;
      }),
    );
    const leaseEnd = async () => (await bank.pool.query(`SELECT expires_at FROM leases WHERE name = 'job:count'`)).rows;
    await until('it ran', () => runs >= 1);
    const end = await leaseEnd();
    await until('it ran some more', () => runs >= 4);
    expect(await leaseEnd()).toEqual(end);
  });

  test('goes to another process when the lease of a stopped one is over', async () => {
    const mayEnd = Promise.withResolvers<number>();
    let isTaken = false;
    const stopped = start(
      'stopped',
      jobOf(() => mayEnd.promise, HOUR_MS),
    );
    await until('it is held', async () => (await bank.count('leases')) === 1);
    start(
      'other',
      jobOf(() => {
        isTaken = true;
        return 0;
      }),
    );
    await expireLeases(bank.pool);
    await until('the other took it', () => isTaken);
    mayEnd.resolve(0);
    await stopped.close();
  });

  test('that throws is tried again', async () => {
    let runs = 0;
    start(
      'a',
      jobOf(() => {
        runs += 1;
        throw new Error('out of order');
      }),
    );
    await until('it was tried again', () => runs >= 3);
  });

  test('that did something looks again at once, until there is nothing left', async () => {
    let left = 4;
    let looks = 0;
    start(
      'a',
      jobOf(() => {
        looks += 1;
        return left === 0 ? 0 : left--;
      }, HOUR_MS),
    );
    await until('all is done', () => looks === 5);
    expect(left).toBe(0);
  });

  test('runs when it is woken, also when it is woken while it runs', async () => {
    let runs = 0;
    const firstMayEnd = Promise.withResolvers<number>();
    const runner = start(
      'a',
      jobOf(() => {
        runs += 1;
        return runs === 1 ? firstMayEnd.promise : 0;
      }, HOUR_MS),
    );
    await until('it runs', () => runs === 1);
    runner.wake('count');
    firstMayEnd.resolve(0);
    await until('it ran again', () => runs === 2);
    await until('it was woken from its nap', () => {
      runner.wake('count');
      return runs >= 3;
    });
  });

  test('comes as the platform, at the time of the clock', async () => {
    const now = new Date('2026-01-15T10:00:00Z');
    const doors: unknown[] = [];
    const job = every<object>({ name: 'count', everyMs: HOUR_MS }, () => async (door) => {
      doors.push(door);
      return 0;
    });
    runners.push(
      startJobs({
        pool: bank.pool,
        subgraph: 'bank',
        jobs: [job],
        rooms: {},
        clock: { now: () => now },
        owner: 'a',
        log: silent,
      }),
    );
    await until('it ran', () => doors.length === 1);
    expect(doors[0]).toMatchObject({ caller: { service: { name: 'bank', scopes: [] } }, at: now });
  });
});

describe('a runner that is closed', () => {
  test('tells its job to stop, waits for its end and gives the lease back', async () => {
    let isTold = false;
    let isEnded = false;
    const mayEnd = Promise.withResolvers<undefined>();
    const job = every<object>({ name: 'count', everyMs: 5 }, () => async (_, signal) => {
      signal.addEventListener('abort', () => (isTold = true));
      await mayEnd.promise;
      isEnded = true;
      return 1;
    });
    const runner = start('a', job);
    await until('it runs', async () => (await bank.count('leases')) === 1);
    const closing = runner.close();
    await until('it was told', () => isTold);
    expect(isEnded).toBe(false);
    mayEnd.resolve(undefined);
    await closing;
    expect(isEnded).toBe(true);
    const { rows } = await bank.pool.query('SELECT FROM leases WHERE expires_at > now()');
    expect(rows).toHaveLength(0);
  });
});

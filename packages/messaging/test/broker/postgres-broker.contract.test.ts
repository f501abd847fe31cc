import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { fork } from 'node:child_process';
import path from 'node:path';
import { createPostgresBroker, type PostgresBroker } from '../../src/broker/postgres-broker.ts';
import { describeBroker } from './broker-contract.ts';
import { aRecorder, aRun, insist, silentLog, until } from './run.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const openOn = (connectionString: string): PostgresBroker => createPostgresBroker({ connectionString, log: silentLog });

describeBroker('postgres', {
  open: () => openOn(database.url),
  openUnreachable: () => openOn('postgresql://nobody@127.0.0.1:1/nothing'),
  slowMs: 8000,
});

describe('postgres broker on its own', () => {
  const opened: PostgresBroker[] = [];
  const open = async (): Promise<PostgresBroker> => {
    const broker = openOn(database.url);
    opened.push(broker);
    await broker.prepare(['orders']);
    return broker;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((broker) => broker.close()));
  });

  const killConnections = async (): Promise<void> => {
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'stoa-broker'`,
    );
  };
  const positionOf = async (group: string, partition: number): Promise<number> => {
    const { rows } = await database.pool.query<{ next_offset: string }>(
      `select next_offset from broker.positions where group_name = $1 and topic = 'orders' and partition = $2`,
      [group, partition],
    );
    return Number(rows[0]?.next_offset);
  };

  test('several processes may prepare at the same time', async () => {
    const empty = await createTestDatabase();
    const brokers = Array.from({ length: 5 }, () => openOn(empty.url));
    await Promise.all(brokers.map((broker) => broker.prepare(['orders', 'payments'])));
    await Promise.all(brokers.map((broker) => broker.close()));
    await empty.drop();
  });

  test('a message to a topic that was not prepared is refused with all of its publish', async () => {
    const broker = await open();
    const run = aRun();
    const recorder = aRecorder(run);
    await broker.subscribe({ group: run.group, topics: ['orders'], handle: recorder.handle });

    await expect(broker.publish([run.message('a', 1), run.message('a', 2, 'shops')])).rejects.toThrow(/offset/);
    await broker.publish([run.message('a', 3)]);

    await until('the third arrived', () => recorder.values().includes('3'));
    expect(recorder.values()).toEqual(['3']);
  });

  test('many writers over the same partitions leave no gap and no reader skips a message', async () => {
    const run = aRun();
    const brokers = [await open(), await open()];
    const recorder = aRecorder(run);
    await brokers[0]?.subscribe({ group: run.group, topics: ['orders'], handle: recorder.handle });

    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let n = 0; n < 20; n++) {
        const keys = [`w${writer}a`, `w${writer}b`, `w${writer}c`];
        await brokers[writer % 2]?.publish((n % 2 ? keys : keys.toReversed()).map((key) => run.message(key, n)));
      }
    });
    await Promise.all(writers);

    await until('all 960 arrived', () => recorder.seen.length >= 960);
    const numbers = Array.from({ length: 20 }, (_, n) => String(n));
    for (const values of Object.values(recorder.firstArrivals())) expect(values).toEqual(numbers);
    const { rows } = await database.pool.query(
      `select topic, partition from broker.heads join broker.log using (topic, partition)
       group by topic, partition, next_offset having count(*) <> next_offset`,
    );
    expect(rows).toEqual([]);
  });

  test('a stopped member loses its partitions by lease and its late commit is refused', async () => {
    const run = aRun();
    const key = run.keyIn(3);
    const broker = await open();
    const said: unknown[] = [];
    const script = path.join(import.meta.dirname, 'stopped-member.ts');
    const member = fork(script, [database.url, run.group], { execArgv: [] });
    member.on('message', (what) => said.push(what));
    try {
      await until('it joined', () => said.includes('joined'));
      await broker.publish([run.message(key, 'one')]);
      await until('it has the message in hand', () => said.some((what) => String(what).startsWith('started')));
      member.kill('SIGSTOP');

      const recorder = aRecorder(run);
      await broker.subscribe({ group: run.group, topics: ['orders'], handle: recorder.handle });
      await broker.publish([run.message(key, 'two')]);
      await until('both arrived at the next owner', () => recorder.values().includes('two'));
      expect(recorder.values()).toEqual(['one', 'two']);
      const head = Number(recorder.seen[1]?.offset) + 1;
      await until('it committed', async () => (await positionOf(run.group, 3)) === head);

      member.kill('SIGCONT');
      member.send('finish');
      await until('the late commit was refused', () =>
        said.some((what) => String(what).startsWith('position refused')),
      );
      expect(await positionOf(run.group, 3)).toBe(head);
    } finally {
      member.kill('SIGKILL');
    }
  }, 90_000);

  test('retention drops old messages that every group has passed and no other', async () => {
    const emptied = await createTestDatabase();
    const broker = openOn(emptied.url);
    await broker.prepare(['orders']);
    const run = aRun();
    const recorder = aRecorder(run);
    const remaining = async (): Promise<string[]> =>
      (await emptied.pool.query<{ value: string }>('select value from broker.log order by "offset"')).rows.map(
        (row) => row.value,
      );

    await broker.subscribe({ group: `${run.group}-ahead`, topics: ['orders'], handle: async () => {} });
    const behind = await broker.subscribe({ group: run.group, topics: ['orders'], handle: recorder.handle });
    await broker.publish([1, 2].map((n) => run.message('a', n)));
    await until('two arrived', () => recorder.seen.length === 2);
    await behind.close();
    await broker.publish([3, 4].map((n) => run.message('a', n)));

    expect(await broker.trim({ olderThan: new Date(0) })).toBe(0);
    const tomorrow = new Date(Date.now() + 24 * 3600 * 1000);
    expect(await broker.trim({ olderThan: tomorrow })).toBe(2);
    expect(await remaining()).toEqual(['3', '4']);

    await broker.subscribe({ group: run.group, topics: ['orders'], handle: recorder.handle });
    await until('the rest arrived', () => recorder.seen.length === 4);
    const late = aRecorder(run);
    await broker.subscribe({ group: `${run.group}-late`, topics: ['orders'], handle: late.handle });
    await until('a new group starts at what is left', () => late.seen.length === 2);
    expect(late.values()).toEqual(['3', '4']);
    await broker.close();
    await emptied.drop();
  });

  test('killed connections lose nothing and keep the order of each key', async () => {
    const run = aRun();
    const broker = await open();
    const recorder = aRecorder(run);
    await broker.subscribe({ group: run.group, topics: ['orders'], handle: recorder.handle });
    const keys = Array.from({ length: 10 }, (_, n) => `key${n}`);

    for (let n = 0; n < 100; n++) {
      const publishing = insist(() => broker.publish(keys.map((key) => run.message(key, n))));
      if (n % 10 === 5) await killConnections();
      await publishing;
    }

    const numbers = Array.from({ length: 100 }, (_, n) => String(n));
    const expected = Object.fromEntries(keys.map((key) => [key, numbers]));
    const distinct = (): number => new Set(recorder.seen.map((message) => message.key + message.value)).size;
    await until('all arrived', () => distinct() === 1000);
    expect(recorder.firstArrivals()).toEqual(expected);
  });

  test('a tail goes on after its connections were killed and says so', async () => {
    const run = aRun();
    const broker = await open();
    const recorder = aRecorder(run);
    let assigned = 0;
    await broker.tail({
      topic: 'orders',
      onMessage: (message) => void recorder.handle(message),
      onAssigned: () => (assigned += 1),
    });
    await broker.publish([run.message('a', 'before')]);
    await until('it listens', () => recorder.seen.length === 1);

    // Idle connections are killed unnoticed; one in use is not.
    await until('it was assigned again', async () => {
      await killConnections();
      return assigned > 1;
    });
    await insist(() => broker.publish([run.message('a', 'after')]));

    await until('it arrived', () => recorder.values().includes('after'));
  });
});

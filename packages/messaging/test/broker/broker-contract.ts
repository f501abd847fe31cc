import { afterEach, describe, expect, test } from '@jest/globals';
import { PARTITIONS, type Topic } from '@stoa/contracts';
import { setTimeout as wait } from 'node:timers/promises';
import type { Broker } from '../../src/broker/broker.ts';
import { aRecorder, aRun, until } from './run.ts';

const TOPICS: readonly Topic[] = ['orders', 'payments'];

export interface BrokerHarness {
  /** A broker as a process of its own would have it. */
  open(): Broker;
  /** A broker whose other end does not exist. */
  openUnreachable?(): Broker;
  /** Longer than a silent member keeps its partitions. */
  readonly slowMs: number;
}

/** What every adapter of the Broker port does. */
export const describeBroker = (name: string, harness: BrokerHarness): void => {
  describe(`${name} broker`, () => {
    const opened: Broker[] = [];
    const open = async (): Promise<Broker> => {
      const broker = harness.open();
      opened.push(broker);
      await broker.prepare(TOPICS);
      return broker;
    };

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((broker) => broker.close()));
    });

    test('messages of one key arrive in the order in which one publish named them', async () => {
      const broker = await open();
      const run = aRun();
      const recorder = aRecorder(run);
      await broker.subscribe({ group: run.group, topics: TOPICS, handle: recorder.handle });

      const numbers = Array.from({ length: 25 }, (_, n) => String(n));
      const keys = Array.from({ length: 20 }, (_, n) => `key${n}`);
      await broker.publish(numbers.flatMap((n) => keys.map((key) => run.message(key, n))));

      await until('all 500 arrived', () => recorder.seen.length >= 500);
      expect(recorder.firstArrivals()).toEqual(Object.fromEntries(keys.map((key) => [key, numbers])));
    });

    test('offsets of a partition grow and messages keep topic, key and value', async () => {
      const broker = await open();
      const run = aRun();
      const recorder = aRecorder(run);
      await broker.subscribe({ group: run.group, topics: TOPICS, handle: recorder.handle });

      const message = run.message('a', '{"text":"Zürich \\u0000 \' \\" {},"}', 'payments');
      await broker.publish([message, message]);

      await until('both arrived', () => recorder.seen.length === 2);
      expect(recorder.seen[0]).toEqual({
        ...message,
        partition: expect.any(Number),
        offset: expect.stringMatching(/^\d+$/),
      });
      expect(BigInt(recorder.seen[1]!.offset)).toBe(BigInt(recorder.seen[0]!.offset) + 1n);
    });

    test('a new group starts at the earliest message', async () => {
      const broker = await open();
      const run = aRun();
      const recorder = aRecorder(run);
      await broker.publish([run.message('a', 'before')]);

      await broker.subscribe({ group: run.group, topics: TOPICS, handle: recorder.handle });

      await until('it arrived', () => recorder.seen.length === 1);
      expect(recorder.values()).toEqual(['before']);
    });

    test('a group goes on where it stopped when it is closed and opened again', async () => {
      const run = aRun();
      const before = aRecorder(run);
      const first = await open();
      await first.subscribe({ group: run.group, topics: TOPICS, handle: before.handle });
      await first.publish([run.message('a', 1), run.message('a', 2)]);
      await until('two arrived', () => before.seen.length === 2);
      await first.close();

      const second = await open();
      const after = aRecorder(run);
      await second.publish([run.message('a', 3)]);
      await second.subscribe({ group: run.group, topics: TOPICS, handle: after.handle });

      await until('the third arrived', () => after.values().includes('3'));
      expect(after.values()).toEqual(['3']);
    });

    test('a rejected message comes again and later messages of its partition wait for it', async () => {
      const broker = await open();
      const run = aRun();
      const attempts: string[] = [];
      await broker.subscribe({
        group: run.group,
        topics: TOPICS,
        handle: async (message) => {
          if (!run.owns(message)) return;
          attempts.push(message.value);
          if (message.value === '2' && attempts.length < 4) throw new Error('the database is away');
        },
      });

      await broker.publish([1, 2, 3].map((n) => run.message('a', n)));

      await until('the third arrived', () => attempts.includes('3'));
      expect(attempts).toEqual(['1', '2', '2', '2', '3']);
    });

    test('other partitions go on while one backs off', async () => {
      const broker = await open();
      const run = aRun();
      const stuck = run.keyIn(0);
      const well = run.keyIn(1);
      const recorder = aRecorder(run);
      let rejected = 0;
      await broker.subscribe({
        group: run.group,
        topics: TOPICS,
        handle: async (message) => {
          if (run.owns(message) && message.value === 'stuck' && recorder.seen.length < 3) {
            rejected += 1;
            throw new Error('not before the others');
          }
          await recorder.handle(message);
        },
      });
      await broker.publish([run.message(stuck, 'stuck')]);
      await until('it was rejected', () => rejected > 0);

      for (const n of [1, 2, 3]) await broker.publish([run.message(well, n)]);

      await until('all arrived', () => recorder.seen.length === 4);
      expect(recorder.values()).toEqual(['1', '2', '3', 'stuck']);
    });

    test('two members share the partitions and one takes over all when the other closes', async () => {
      const run = aRun();
      const everyPartition = Array.from({ length: PARTITIONS }, (_, partition) => run.keyIn(partition));
      const [first, second] = [await open(), await open()];
      const [left, right] = [aRecorder(run), aRecorder(run)];
      const leaving = await first.subscribe({ group: run.group, topics: TOPICS, handle: left.handle });
      await second.subscribe({ group: run.group, topics: TOPICS, handle: right.handle });

      let round = 0;
      await until('both have work', async () => {
        round += 1;
        await first.publish(everyPartition.map((key) => run.message(key, round)));
        await wait(100);
        return left.seen.length > 0 && right.seen.length > 0;
      });
      await leaving.close();
      const seenByLeft = left.seen.length;
      await first.publish(everyPartition.map((key) => run.message(key, 'last')));

      await until(
        'the last round arrived',
        () => right.values().filter((value) => value === 'last').length >= PARTITIONS,
      );
      expect(left.seen).toHaveLength(seenByLeft);
      const rounds = Array.from({ length: round }, (_, n) => String(n + 1));
      const all = aRecorder(run);
      for (const message of [...left.seen, ...right.seen]) await all.handle(message);
      for (const values of Object.values(all.firstArrivals()))
        expect(new Set(values)).toEqual(new Set([...rounds, 'last']));
    });

    test('two groups each see every message', async () => {
      const broker = await open();
      const run = aRun();
      const [one, two] = [aRecorder(run), aRecorder(run)];
      await broker.subscribe({ group: `${run.group}-one`, topics: TOPICS, handle: one.handle });
      await broker.subscribe({ group: `${run.group}-two`, topics: TOPICS, handle: two.handle });

      await broker.publish([1, 2, 3].map((n) => run.message('a', n)));

      await until('all arrived twice', () => one.seen.length >= 3 && two.seen.length >= 3);
      expect([one.values(), two.values()]).toEqual([
        ['1', '2', '3'],
        ['1', '2', '3'],
      ]);
    });

    test('a tail says that it is assigned and sees only what comes after', async () => {
      const broker = await open();
      const run = aRun();
      const recorder = aRecorder(run);
      let assigned = 0;
      await broker.publish([run.message('a', 'before')]);

      const tail = await broker.tail({
        topic: 'orders',
        onMessage: (message) => void recorder.handle(message),
        onAssigned: () => (assigned += 1),
      });
      expect(assigned).toBe(1);
      await broker.publish([run.message('a', 'of another topic', 'payments')]);
      await broker.publish([1, 2].map((n) => run.message('a', n)));
      await until('both arrived', () => recorder.seen.length >= 2);
      await tail.close();
      await broker.publish([run.message('a', 'after')]);

      expect(recorder.values()).toEqual(['1', '2']);
    });

    test('every process sees all messages of a tail', async () => {
      const run = aRun();
      const brokers = [await open(), await open()];
      const recorders = brokers.map(() => aRecorder(run));
      await Promise.all(
        brokers.map((broker, n) =>
          broker.tail({
            topic: 'orders',
            onMessage: (message) => void recorders[n]?.handle(message),
            onAssigned: () => {},
          }),
        ),
      );

      await brokers[0]?.publish([1, 2].map((n) => run.message('a', n)));

      await until('both saw both', () => recorders.every((recorder) => recorder.seen.length === 2));
    });

    test('an oversized message is refused before anything is sent', async () => {
      const broker = await open();
      const run = aRun();
      const recorder = aRecorder(run);
      await broker.subscribe({ group: run.group, topics: TOPICS, handle: recorder.handle });

      const publish = broker.publish([run.message('a', 'small'), run.message('a', 'x'.repeat(900_001))]);
      await expect(publish).rejects.toThrow(RangeError);
      await broker.publish([run.message('a', 'y'.repeat(890_000)), run.message('a', 'next')]);

      await until('the next one arrived', () => recorder.values().includes('next'));
      expect(recorder.values().map((value) => value.slice(0, 5))).toEqual(['yyyyy', 'next']);
    });

    test('closing waits for the message in hand and gives its signal', async () => {
      const broker = await open();
      const run = aRun();
      const finish = Promise.withResolvers<void>();
      const started = Promise.withResolvers<AbortSignal>();
      const subscription = await broker.subscribe({
        group: run.group,
        topics: TOPICS,
        handle: async (message, signal) => {
          if (!run.owns(message)) return;
          started.resolve(signal);
          await finish.promise;
        },
      });
      await broker.publish([run.message('a', 1)]);
      const signal = await started.promise;

      let isClosed = false;
      const closing = subscription.close().then(() => (isClosed = true));
      await until('the handler is told', () => signal.aborted);
      await wait(200);
      expect(isClosed).toBe(false);
      finish.resolve();
      await closing;
      await subscription.close();
    });

    test('a slow handler keeps its membership: nobody else gets its message', async () => {
      const run = aRun();
      const key = run.keyIn(0);
      const handled: string[] = [];
      const join = async (broker: Broker, name: string): Promise<void> => {
        await broker.subscribe({
          group: run.group,
          topics: TOPICS,
          handle: async (message) => {
            if (!run.owns(message)) return;
            if (message.value === 'slow') await wait(harness.slowMs);
            handled.push(`${name} ${message.value}`);
          },
        });
      };
      const [first, second] = [await open(), await open()];
      await join(first, 'one');
      await join(second, 'two');
      let round = 0;
      await until('partitions are shared', async () => {
        round += 1;
        await first.publish(Array.from({ length: PARTITIONS }, (_, n) => run.message(run.keyIn(n), `round ${round}`)));
        await wait(100);
        return ['one', 'two'].every((name) => handled.some((entry) => entry.startsWith(name)));
      });

      await first.publish([run.message(key, 'slow'), run.message(key, 'quick')]);

      await until('the quick one followed', () => handled.some((entry) => entry.endsWith('quick')));
      const after = handled.filter((entry) => !entry.includes('round')).map((entry) => entry.split(' '));
      expect(after.map(([, value]) => value)).toEqual(['slow', 'quick']);
      expect(new Set(after.map(([name]) => name)).size).toBe(1);
    }, 90_000);

    test('check resolves while the broker answers', async () => {
      await expect((await open()).check(5000)).resolves.toBeUndefined();
    });

    const { openUnreachable } = harness;
    if (openUnreachable)
      test('check rejects when nothing answers', async () => {
        const broker = openUnreachable();
        opened.push(broker);
        await expect(broker.check(500)).rejects.toThrow();
      });
  });
};

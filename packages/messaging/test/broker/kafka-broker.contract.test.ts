import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Broker } from '../../src/broker/broker.ts';
import { createKafkaBroker } from '../../src/broker/kafka-broker.ts';
import { describeBroker } from './broker-contract.ts';
import { aRecorder, aRun, insist, silentLog, until } from './run.ts';

const brokers = process.env['KAFKA_BROKERS']?.split(',') ?? [];
const fatal: Error[] = [];

const openOn = (addresses: readonly string[]): Broker =>
  createKafkaBroker({
    brokers: addresses,
    clientId: 'contract-test',
    log: silentLog,
    onFatal: (error) => fatal.push(error),
  });

beforeAll(() => {
  if (brokers.length === 0)
    throw new Error('KAFKA_BROKERS names no Kafka to test on: tools/kafka/kafka.sh start prints its address');
});

describeBroker('kafka', {
  open: () => openOn(brokers),
  openUnreachable: () => openOn(['127.0.0.1:1']),
  slowMs: 8000,
});

/** tools/kafka/kafka.sh on the very node that this test uses. */
const kafka = async (command: 'start' | 'kill9' | 'status'): Promise<string> => {
  const script = path.join(import.meta.dirname, '../../../../tools/kafka/kafka.sh');
  const KAFKA_PORT = brokers[0]?.split(':')[1] ?? '9092';
  const { stdout } = await promisify(execFile)(script, [command], { env: { ...process.env, KAFKA_PORT } });
  return stdout.trim();
};

describe('kafka broker on its own', () => {
  const opened: Broker[] = [];
  const open = (): Broker => {
    const broker = openOn(brokers);
    opened.push(broker);
    return broker;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((broker) => broker.close()));
  });

  test('several processes may prepare at the same time', async () => {
    await Promise.all(Array.from({ length: 3 }, () => open().prepare(['orders', 'carts'])));
  });

  test('kill -9 of Kafka while publishing and consuming loses nothing and keeps the order of each key', async () => {
    expect(await kafka('status')).toBe(brokers.join(','));
    const run = aRun();
    const keys = Array.from({ length: 10 }, (_, n) => `key${n}`);
    const [publisher, one, two] = [open(), open(), open()];
    await publisher.prepare(['orders']);
    const recorder = aRecorder(run);
    await one.subscribe({ group: run.group, topics: ['orders'], handle: recorder.handle });
    await two.subscribe({ group: run.group, topics: ['orders'], handle: recorder.handle });
    const tailed = aRecorder(run);
    await publisher.tail({
      topic: 'orders',
      onMessage: (message) => void tailed.handle(message),
      onAssigned: () => {},
    });

    let published = 0;
    const publishing = (async () => {
      for (; published < 300; published++)
        await insist(() => publisher.publish(keys.map((key) => run.message(key, published))));
    })();
    await until('some arrived', () => published > 50 && recorder.seen.length > 0);
    await kafka('kill9');
    expect(published).toBeLessThan(300);
    await kafka('start');
    await publishing;

    const numbers = Array.from({ length: 300 }, (_, n) => String(n));
    const distinct = (): number => new Set(recorder.seen.map((message) => message.key + message.value)).size;
    await until('all arrived', () => distinct() === 3000);
    expect(recorder.firstArrivals()).toEqual(Object.fromEntries(keys.map((key) => [key, numbers])));
    await until('the tail goes on', () => tailed.values().includes('299'));
    expect(fatal).toEqual([]);
  }, 180_000);

  test('a tail leaves in time while Kafka is away', async () => {
    const broker = open();
    await broker.prepare(['orders']);
    const tail = { topic: 'orders', onMessage: () => undefined, onAssigned: () => undefined } as const;
    await broker.tail(tail);
    await kafka('kill9');
    try {
      // Until it has noticed.
      await wait(1_000);
      const began = performance.now();
      await broker.close();
      expect(performance.now() - began).toBeLessThan(5_000);
    } finally {
      await kafka('start');
    }
  }, 90_000);
});

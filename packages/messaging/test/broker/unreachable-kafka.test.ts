import { expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { createKafkaBroker } from '../../src/broker/kafka-broker.ts';
import { silentLog } from './run.ts';

test('a tail that has not reached Kafka yet does not hold up the end of its process', async () => {
  const broker = createKafkaBroker({
    brokers: ['127.0.0.1:1'],
    clientId: 'test',
    log: silentLog,
    onFatal: (error) => {
      throw error;
    },
  });
  const listener = { onMessage: () => undefined, onAssigned: () => undefined };
  for (const topic of ['orders', 'payments'] as const) broker.tail({ topic, ...listener }).catch(() => undefined);
  await wait(100);
  const began = performance.now();
  await broker.close();
  expect(performance.now() - began).toBeLessThan(2_000);
  await expect(broker.tail({ topic: 'orders', ...listener })).rejects.toThrow('closed');
}, 90_000);

import { beforeAll, expect, test } from '@jest/globals';
import { createRequire } from 'node:module';
import { createKafkaClient, ONE_TRY } from '../../src/broker/kafka/kafka-client.ts';
import { silentLog } from './run.ts';

interface Cluster {
  prototype: { findGroupCoordinatorMetadata(search: { groupId: string }): Promise<unknown> };
}
const { prototype } = createRequire(import.meta.url)('kafkajs/src/cluster/index.js') as Cluster;

beforeAll(() => void createKafkaClient({ brokers: ['127.0.0.1:1'], clientId: 'test' }, silentLog, ONE_TRY));

/** Asks for a coordinator where `asked` is what comes of asking the brokers; null when the connection to each broke. */
const search = (asked: () => Promise<unknown>) =>
  prototype.findGroupCoordinatorMetadata.call({ brokerPool: { withBroker: asked } }, { groupId: 'shops' });

test('a consumer whose connection breaks while it looks for its coordinator starts again', async () => {
  await expect(search(() => Promise.resolve(null))).rejects.toMatchObject({
    name: 'KafkaJSGroupCoordinatorNotFound',
    retriable: true,
  });
});

test('a coordinator that is found, and any other error, are what they were', async () => {
  await expect(search(() => Promise.resolve({ coordinator: 1 }))).resolves.toEqual({ coordinator: 1 });
  const error = Object.assign(new Error('not allowed'), { retriable: false });
  await expect(search(() => Promise.reject(error))).rejects.toBe(error);
  expect(error.retriable).toBe(false);
});

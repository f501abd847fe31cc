import { partitionOf } from '@stoa/contracts';
import type { Kafka, Producer, TopicMessages } from 'kafkajs';
import type { BrokerMessage } from '../broker.ts';
import { connectWhenNeeded } from './connect-when-needed.ts';
import { MAX_MESSAGE_BYTES, runsOf } from '../message-size.ts';

export interface Publisher {
  publish(messages: readonly BrokerMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** Sends with one request in flight: kafkajs' idempotent producer is off, and two in flight may swap places on a retry. */
export const createPublisher = (kafka: Kafka): Publisher => {
  const producer = kafka.producer({
    idempotent: false,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner:
      () =>
      ({ message }) =>
        partitionOf(String(message.key)),
  });
  const connection = connectWhenNeeded(producer);

  return {
    async publish(messages) {
      const runs = runsOf(messages, MAX_MESSAGE_BYTES);
      await connection.connected();
      for (const run of runs) await send(producer, run);
    },
    close: connection.close,
  };
};

const send = async (producer: Producer, messages: readonly BrokerMessage[]): Promise<void> => {
  const topicMessages: TopicMessages[] = Map.groupBy(messages, (message) => message.topic)
    .entries()
    .map(([topic, ofTopic]) => ({ topic, messages: ofTopic.map(({ key, value }) => ({ key, value })) }))
    .toArray();
  await producer.sendBatch({ acks: -1, topicMessages });
};

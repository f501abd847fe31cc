import type { Topic } from '@stoa/contracts';

/** One event on its way: `value` is the envelope as JSON text, `key` the aggregate's id. */
export interface BrokerMessage {
  readonly topic: Topic;
  readonly key: string;
  readonly value: string;
}

export interface ReceivedMessage extends BrokerMessage {
  readonly partition: number;
  /** Position in the partition, as text: Kafka counts beyond 2^53. */
  readonly offset: string;
}

export interface Subscription {
  /** Stops fetching, waits for the message in hand, gives partitions back. Idempotent. */
  close(): Promise<void>;
}

export interface DurableSubscription {
  /** Members that share a group share its partitions; the group's position survives them. Named after the subgraph. */
  readonly group: string;
  readonly topics: readonly Topic[];
  /**
   * Handles one message; messages of one partition come one after the other, in order.
   * Resolved: the position moves on (it may still be delivered again). Rejected: transient; the broker backs off
   * (100 ms doubling to 10 s, with jitter), keeps the partition and its membership, and delivers the same message again, for ever.
   */
  readonly handle: (message: ReceivedMessage, signal: AbortSignal) => Promise<void>;
}

export interface TailSubscription {
  readonly topic: Topic;
  /** Every message from now on, to every process, at most once. */
  readonly onMessage: (message: ReceivedMessage) => void;
  /** Called after each (re)assignment: what came before it may have been missed, so whoever shows state reads it again. */
  readonly onAssigned: () => void;
}

/** The event backbone. Adapters: postgres (durable, the one-process default), kafka, memory (unit tests only). */
export interface Broker {
  readonly kind: 'postgres' | 'kafka' | 'memory';
  /** Makes sure topics exist with PARTITIONS partitions. Repeatable. @throws when the broker does not answer in time. */
  prepare(topics: readonly Topic[]): Promise<void>;
  /**
   * Appends in the given order; resolved means every message is durable. Rejected means unknown: publish again, listeners
   * ignore duplicates. Partition = partitionOf(key). @throws RangeError before sending when a message is over 900,000 bytes.
   */
  publish(messages: readonly BrokerMessage[]): Promise<void>;
  /** Joins a durable group. A new group starts at the earliest message. */
  subscribe(subscription: DurableSubscription): Promise<Subscription>;
  /** Listens from now on, without a position. Resolves once listening: a message published afterwards arrives. */
  tail(subscription: TailSubscription): Promise<Subscription>;
  /** Resolves when the broker answers within `timeoutMs`, rejects otherwise. */
  check(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export { aggregateStore } from './aggregate-store.ts';
export type {
  Aggregate,
  AggregateMapping,
  AggregateStore,
  Change,
  CreateOptions,
  NotFound,
  UpdateOptions,
  VersionConflict,
} from './aggregate.ts';
export type {
  Broker,
  BrokerMessage,
  DurableSubscription,
  ReceivedMessage,
  Subscription,
  TailSubscription,
} from './broker/broker.ts';
export type { Door, ReceiptKey } from './door.ts';
export { applyEvent } from './inbox/apply-event.ts';
export { discardDeadLetter, replayDeadLetter } from './inbox/dead-letters.ts';
export { createInbox } from './inbox/inbox.ts';
export type { Inbox, InboxOptions } from './inbox/inbox-options.ts';
export { on, type Heard, type Listener } from './inbox/listener.ts';
export { every, startJobs, type Job, type JobRunner } from './jobs.ts';
export { endAllLeases, holdLeases, releaseLeases } from './leases.ts';
export { announce } from './outbox/announce.ts';
export { startRelay, type Relay } from './outbox/relay.ts';
export { filedOutcome, fileReceipt, IdempotencyKeyReused, type Outcome } from './receipts.ts';
export { sweepMessaging } from './retention.ts';
export { inTransaction, onPool, violatedConstraint, type Transaction } from './transaction.ts';
export { isTransient, TransientError } from './transient.ts';
export { touchedSince, upsertRows, type Row } from './upsert-rows.ts';
export { createKafkaBroker } from './broker/kafka-broker.ts';
export { keepEventLogShort } from './broker/keep-event-log-short.ts';
export { createMemoryBroker } from './broker/memory-broker.ts';
export { createPostgresBroker, type PostgresBroker } from './broker/postgres-broker.ts';
export { brokerSettings } from './broker/broker-settings.ts';
export type { BrokerLog } from './broker/broker-log.ts';

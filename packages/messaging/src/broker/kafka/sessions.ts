/** A member that says nothing for this long has lost its partitions, in ms. */
export const SESSION_MS = 6000;

/** How long a rebalance waits for a member that has a message in hand, in ms. */
export const REBALANCE_MS = 30_000;

/** kafkajs options of every consumer. */
export const CONSUMER_SETTINGS = {
  sessionTimeout: SESSION_MS,
  rebalanceTimeout: REBALANCE_MS,
  heartbeatInterval: SESSION_MS / 3,
  maxWaitTimeInMs: 500,
} as const;

/** How much of the router subscriptions may take. Sockets and streams have limits of their own. */
export interface LiveLimits {
  /** Subscriptions of one user or, for those who are not signed in, of one address. */
  readonly perClient: number;
  /** Subscriptions of the process. */
  readonly total: number;
  /** Reads across the graph that events cause, at the same time. */
  readonly reads: number;
  /** How long one of them may take, milliseconds: what a domain that hangs makes the others wait. */
  readonly readMs: number;
  /** How often it is asked again whether a viewer may still follow a list, milliseconds. */
  readonly recheckMs: number;
  /** How long a subscription waits for the events' source, milliseconds. */
  readonly listenMs: number;
}

export const DEFAULT_LIVE_LIMITS: LiveLimits = {
  perClient: 500,
  total: 100_000,
  reads: 64,
  readMs: 5_000,
  recheckMs: 5_000,
  listenMs: 10_000,
};

import type { Arrivals } from './arrivals.ts';

/** Sockets to open, each with one subscription. Their numbers count on from those that are open. */
export interface OpenOrder {
  readonly port: number;
  readonly query: string;
  readonly sockets: readonly SocketOrder[];
  /** How many may be on their way to their first state at a time. */
  readonly atOnce: number;
}

export interface SocketOrder {
  readonly variables: object;
  /** The payload of `connection_init`. */
  readonly init?: object;
}

/** Clients that come, see one state and leave, each of the three ways of leaving in turn. */
export interface ChurnOrder {
  readonly port: number;
  readonly query: string;
  /** Taken in turn. */
  readonly variables: readonly object[];
  readonly cycles: number;
  readonly atOnce: number;
}

export interface Churned {
  readonly seconds: number;
  readonly failed: number;
  /** Different reasons of failures, the first few. */
  readonly reasons: readonly string[];
}

/** What a load process answers. */
export interface LoadAnswers {
  /** Resolves with the seconds that it took when all have their first state. @throws when one has none. */
  readonly open: (order: OpenOrder) => number;
  /** How many states have come since the last `collect`. */
  readonly arrived: () => number;
  readonly collect: () => Arrivals;
  /** Why sockets are gone that nobody closed; empty when all stand. */
  readonly lost: () => readonly string[];
  readonly closeAll: () => void;
  readonly churn: (order: ChurnOrder) => Churned;
}

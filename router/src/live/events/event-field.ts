import type { EventKeys, Topic } from '@stoa/contracts';

/** A member of an event's keys. */
export type EventKey = keyof EventKeys;

/** Where the value comes from that an event's key must have: an argument of the subscription, or who subscribes. */
export type Wanted = { readonly argument: string } | 'viewer';

/** A root field of Query that is asked for an event, with what its arguments are given. */
export interface AskedField {
  readonly name: string;
  /** Arguments that get the client's own value of the same name. */
  readonly passed: readonly string[];
  /** The argument that gets the event's key, and its type. */
  readonly key: { readonly argument: string; readonly type: string } | undefined;
}

/**
 * A field of Subscription that events feed: `@kafkaSubscribe`. Each event is answered by a read of `guard` across the graph,
 * as the viewer; no subgraph ever sees the subscription.
 */
export interface EventField {
  readonly name: string;
  /** Whose events feed it. */
  readonly topics: readonly Topic[];
  readonly field: EventKey;
  readonly equals: Wanted;
  /** The key that names what has changed. */
  readonly key: EventKey;
  /** One thing is followed, known from the beginning: its state comes first. Otherwise whatever changes among many. */
  readonly followsOne: boolean;
  readonly guard: AskedField;
  /** Null without an error: the viewer may not subscribe (any more). */
  readonly gate: AskedField | undefined;
  /** The way from the answer to a number that only grows. */
  readonly version: readonly string[] | undefined;
}

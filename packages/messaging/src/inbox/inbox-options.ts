import type { Topic } from '@stoa/contracts';
import type { Log } from '@stoa/platform';
import type pg from 'pg';
import type { ReceivedMessage } from '../broker/broker.ts';
import type { Listener } from './listener.ts';

export interface InboxOptions<Rooms> {
  readonly pool: pg.Pool;
  /** Named in the caller of the commands that events cause, and in the broker's group. */
  readonly subgraph: string;
  readonly listeners: readonly Listener<Rooms>[];
  readonly rooms: Rooms;
  readonly log: Log;
  /** How often a fault that does not look transient is tried before the event is buried. */
  readonly tries?: number;
}

export interface Inbox {
  readonly topics: readonly Topic[];
  /**
   * One message, exactly-once in effect. Rejects only for transient faults: the broker brings the message again. True when
   * a listener had its turn, so that there may be something to relay.
   */
  handle(message: ReceivedMessage, signal: AbortSignal): Promise<boolean>;
  /** Applies the events that wait behind this aggregate's last applied one. */
  drain(aggregateId: string, signal: AbortSignal): Promise<void>;
}

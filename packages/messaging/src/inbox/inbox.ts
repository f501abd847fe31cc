import { setTimeout as sleep } from 'node:timers/promises';
import { eventEnvelope, type EventEnvelope, type Topic } from '@stoa/contracts';
import { failpoint, type Log } from '@stoa/platform';
import type pg from 'pg';
import type { ReceivedMessage } from '../broker/broker.ts';
import { inTransaction, onPool } from '../transaction.ts';
import { isTransient } from '../transient.ts';
import { applyEvent, DeadLettered, gatherFacts, type Application } from './apply-event.ts';
import { buryEvent } from './dead-letters.ts';
import type { Listener } from './listener.ts';
import { nextParked } from './parked-events.ts';
import { suspicion } from './suspicion.ts';

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
  /** One message, exactly-once in effect. Rejects only for transient faults: the broker brings the message again. */
  handle(message: ReceivedMessage, signal: AbortSignal): Promise<void>;
  /** Applies the events that wait behind this aggregate's last applied one. */
  drain(aggregateId: string, signal: AbortSignal): Promise<void>;
}

export const createInbox = <Rooms>(options: InboxOptions<Rooms>): Inbox => {
  const { pool, listeners, log, tries = 5 } = options;
  const topics = [...new Set(listeners.map((listener) => listener.contract.topic))];
  const suspects = suspicion(pool);

  const settle = async (event: EventEnvelope, signal: AbortSignal): Promise<Application> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const facts = await gatherFacts(options, event);
        failpoint(`before-apply:${options.subgraph}:${event.type}`);
        const application = await inTransaction(pool, (tx) => applyEvent(tx, options, event, facts));
        failpoint(`after-apply:${options.subgraph}:${event.type}`);
        return application;
      } catch (error) {
        if (error instanceof DeadLettered) return error.bury(pool);
        if (isTransient(error) || signal.aborted) throw error;
        log.warn({ err: error, eventId: event.eventId, type: event.type, attempt }, 'event not applied');
        if (attempt >= tries) return buryEvent(onPool(pool), event, reasonOf(error));
        await sleep(25 * 2 ** attempt, undefined, { signal });
      }
    }
  };

  const drain = async (aggregateId: string, signal: AbortSignal) => {
    for (let event = await nextParked(pool, aggregateId); event; event = await nextParked(pool, aggregateId)) {
      const application = await settle(event, signal);
      if (application.kind === 'buried' || application.kind === 'parked') return;
    }
  };

  return {
    topics,
    drain,
    handle: async (message, signal) => {
      const event = readEnvelope(message, log);
      if (!event) return;
      const place = `${message.topic}:${message.partition}`;
      if (await suspects.endsTheProcess(place, event.eventId)) {
        await buryEvent(onPool(pool), event, 'The process ended several times while this event was applied');
        await suspects.cleared(place, event.eventId);
        return;
      }
      const application = await settle(event, signal);
      await suspects.cleared(place, application.kind === 'skipped' ? undefined : event.eventId);
      if (application.kind === 'applied' && application.hasParked) await drain(event.aggregateId, signal);
    },
  };
};

// Without an envelope there is no aggregate to hold back: such a message is only logged, it cannot come from our outbox.
function readEnvelope(message: ReceivedMessage, log: Log): EventEnvelope | undefined {
  try {
    return eventEnvelope.parse(JSON.parse(message.value));
  } catch (error) {
    const { topic, partition, offset } = message;
    log.error({ err: error, topic, partition, offset }, 'not an event envelope, passed over');
    return undefined;
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

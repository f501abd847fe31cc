import { setTimeout as sleep } from 'node:timers/promises';
import { eventEnvelope, type EventEnvelope } from '@stoa/contracts';
import { failpoint, type Log } from '@stoa/platform';
import type { ReceivedMessage } from '../broker/broker.ts';
import { inTransaction, onPool } from '../transaction.ts';
import { isTransient } from '../transient.ts';
import { applyEvent, DeadLettered, gatherFacts, listenersOf, type Application } from './apply-event.ts';
import { buryEvent } from './bury-event.ts';
import type { Inbox, InboxOptions } from './inbox-options.ts';
import { nextParked } from './parked-events.ts';
import { passBy } from './pass-by.ts';
import { suspicion } from './suspicion.ts';

/** Applies each event that a subgraph hears once and in order; what cannot be applied becomes a dead letter after `tries` (5) attempts. */
export const createInbox = <Rooms>(options: InboxOptions<Rooms>): Inbox => {
  const { pool, listeners, log, tries = 5 } = options;
  const topics = [...new Set(listeners.map((listener) => listener.contract.topic))];
  const suspects = suspicion(pool);
  const isHeard = (event: EventEnvelope) => listenersOf(options, event).length > 0;

  const settle = async (event: EventEnvelope, signal: AbortSignal): Promise<Application> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const facts = await gatherFacts(options, event);
        failpoint(`before-apply:${options.subgraph}:${event.type}`);
        const passed = isHeard(event) ? undefined : await passBy(pool, event);
        const application = passed ?? (await inTransaction(pool, (tx) => applyEvent(tx, options, { event, facts })));
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

  /** Applies one event unless it is what ends the process; on a partition that is trusted nothing is counted. */
  const settleWarily = async (event: EventEnvelope, place: string, signal: AbortSignal): Promise<Application> => {
    if (suspects.isTrusted(place)) return settle(event, signal);
    const begin = (await suspects.endsTheProcess(event.eventId))
      ? buryEvent(onPool(pool), event, 'The process ended several times while this event was applied')
      : settle(event, signal);
    const application = await begin.catch(async (error: unknown) => {
      await suspects.survived(event.eventId).catch(() => undefined);
      throw error;
    });
    await suspects.survived(event.eventId);
    return application;
  };

  const drainWith = async (aggregateId: string, apply: (event: EventEnvelope) => Promise<Application>) => {
    for (let event = await nextParked(pool, aggregateId); event; event = await nextParked(pool, aggregateId)) {
      const application = await apply(event);
      if (application.kind === 'buried' || application.kind === 'parked') return;
    }
  };

  return {
    topics,
    drain: (aggregateId, signal) => drainWith(aggregateId, (event) => settle(event, signal)),
    handle: async (message, signal) => {
      const event = readEnvelope(message, log);
      if (!event) return false;
      const place = `${message.topic}:${message.partition}`;
      const application = await settleWarily(event, place, signal);
      // Also behind one that was skipped: the process may have ended between an event and what waited behind it.
      let hasTold = isHeard(event);
      if (application.kind !== 'applied' || application.hasParked)
        await drainWith(event.aggregateId, (parked) => {
          hasTold ||= isHeard(parked);
          return settleWarily(parked, place, signal);
        });
      if (application.kind !== 'skipped') suspects.trust(place);
      return hasTold;
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

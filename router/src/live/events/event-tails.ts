import { setTimeout as delay } from 'node:timers/promises';
import { eventEnvelope, type EventKeys, type Topic } from '@stoa/contracts';
import type { Broker, Subscription } from '@stoa/messaging';
import type { Log } from '@stoa/platform';

/** Where events come from: the broker, of which only the end of each topic is heard. */
export type EventSource = Pick<Broker, 'tail'>;

export interface EventTailsOptions {
  readonly source: EventSource;
  /** Whether anybody wants a topic's events: others are not read. */
  readonly isWanted: (topic: Topic) => boolean;
  readonly onEvent: (topic: Topic, keys: EventKeys) => void;
  /** Events of the topic may have been missed: what is shown has to be read again. */
  readonly onGap: (topic: Topic) => void;
  readonly log: Log;
}

/** Listens to topics for as long as the router runs, whatever the broker does. */
export interface EventTails {
  /** Begins to listen to a topic; again and again until that succeeds. Repeatable. */
  readonly follow: (topic: Topic) => void;
  /**
   * Whether a topic is listened to within that time, in milliseconds: what is published afterwards arrives. Undefined: it is
   * already.
   */
  readonly listening: (topic: Topic, waitMs: number) => Promise<boolean> | undefined;
  /** Nobody waits any longer. */
  readonly close: () => Promise<void>;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

export const eventTails = ({ source, isWanted, onEvent, onGap, log }: EventTailsOptions): EventTails => {
  const closing = new AbortController();
  const { signal } = closing;
  const isClosed = () => signal.aborted;
  const begun = new Map<Topic, Begun>();
  const tails: Subscription[] = [];

  const onMessage = (topic: Topic, value: string): void => {
    if (!isWanted(topic)) return;
    const keys = keysOf(value);
    if (keys) onEvent(topic, keys);
    else log.warn({ topic }, 'an event without keys was passed over');
  };

  const listen = async (topic: Topic, onListening: () => void): Promise<void> => {
    for (let retryMs = FIRST_RETRY_MS; !isClosed(); retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)) {
      try {
        const tail = await source.tail({
          topic,
          onMessage: ({ value }) => onMessage(topic, value),
          onAssigned: () => onGap(topic),
        });
        // An attempt cannot be called back, so that nobody waits for one that hangs: it is undone when it succeeds.
        if (isClosed()) {
          await tail.close();
          return;
        }
        tails.push(tail);
        onListening();
        return;
      } catch (error) {
        if (isClosed()) return;
        log.warn({ topic, reason: (error as Error).message, retryMs }, 'events cannot be heard yet');
        await delay(retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  // Whoever closes has more to close.
  const notLeft = (error: unknown): void => log.warn({ reason: (error as Error).message }, 'a topic could not be left');

  return {
    follow: (topic) => {
      if (begun.has(topic) || isClosed()) return;
      const entry: Begun = { isListening: false, waiting: new Set() };
      begun.set(topic, entry);
      void listen(topic, () => {
        entry.isListening = true;
        settle(entry, true);
      });
    },
    listening: (topic, waitMs) => {
      const entry = begun.get(topic);
      if (entry?.isListening) return undefined;
      return entry && !isClosed() ? waitFor(entry, waitMs) : Promise.resolve(false);
    },
    close: async () => {
      closing.abort();
      for (const entry of begun.values()) settle(entry, false);
      await Promise.all(tails.map((tail) => tail.close().catch(notLeft)));
    },
  };
};

interface Begun {
  isListening: boolean;
  /** Who waits for it. A promise for all of them would remember each until the broker is back. */
  readonly waiting: Set<(isListening: boolean) => void>;
}

const waitFor = ({ waiting }: Begun, waitMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const settled = (isListening: boolean) => {
      waiting.delete(settled);
      clearTimeout(timer);
      resolve(isListening);
    };
    const timer = setTimeout(settled, waitMs, false);
    waiting.add(settled);
  });

function settle({ waiting }: Begun, isListening: boolean): void {
  for (const settled of waiting) settled(isListening);
}

const keysSchema = eventEnvelope.pick({ keys: true });

function keysOf(value: string): EventKeys | undefined {
  try {
    return keysSchema.safeParse(JSON.parse(value)).data?.keys;
  } catch {
    return undefined;
  }
}

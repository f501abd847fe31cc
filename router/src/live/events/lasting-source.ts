import type { Broker, Subscription, TailSubscription } from '@stoa/messaging';
import type { Log } from '@stoa/platform';
import type { EventSource } from './event-tails.ts';

export interface LastingSource extends EventSource {
  readonly close: () => Promise<void>;
}

/** Makes a broker's client. `onFatal` is called when it cannot hear any more, although the broker may be well. */
export type OpenBroker = (onFatal: (error: Error) => void) => Pick<Broker, 'tail' | 'close'>;

const RETRY_MS = 1_000;

/**
 * A source of events that outlives its broker's client: a consumer that died for good is replaced, and whoever listens is told
 * to read again. A router does not end for that: it has answers to give.
 */
export const lastingSource = (open: OpenBroker, log: Log): LastingSource => {
  const listeners = new Map<TailSubscription, Subscription | undefined>();
  let isClosed = false;
  let broker = opened();

  function opened(): ReturnType<OpenBroker> {
    const next = open((error) => {
      if (isClosed || broker !== next) return;
      log.error({ err: error }, 'events are not heard any more: listening anew');
      broker = opened();
      void next.close().catch(() => undefined);
      for (const listener of listeners.keys()) void listenAnew(listener, broker);
    });
    return next;
  }

  const listenAnew = async (listener: TailSubscription, current: typeof broker): Promise<void> => {
    while (!isClosed && broker === current && listeners.has(listener)) {
      try {
        const subscription = await current.tail(listener);
        if (broker === current && listeners.has(listener)) listeners.set(listener, subscription);
        // Nobody wants it any more, or the next one is listened to already.
        else await subscription.close();
        return;
      } catch (error) {
        log.warn({ topic: listener.topic, reason: (error as Error).message }, 'events cannot be heard yet');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };

  // One that was replaced before it listened would never be heard; it is known at once, as it may be replaced the next moment.
  const lasting = async (listener: TailSubscription): Promise<void> => {
    const current = broker;
    const subscription = await current.tail(listener);
    if (broker === current) {
      listeners.set(listener, subscription);
      return;
    }
    await subscription.close().catch(() => undefined);
    await lasting(listener);
  };

  return {
    tail: async (listener) => {
      await lasting(listener);
      return {
        close: async () => {
          const subscription = listeners.get(listener);
          listeners.delete(listener);
          await subscription?.close();
        },
      };
    },
    close: async () => {
      isClosed = true;
      listeners.clear();
      await broker.close();
    },
  };
};

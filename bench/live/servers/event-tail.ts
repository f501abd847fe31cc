import type { Broker, ReceivedMessage, TailSubscription } from '@stoa/messaging';

/** A broker's tail and nothing behind it: the memory broker keeps all that was ever said, which is not the server's to answer for. */
export interface EventTail extends Pick<Broker, 'tail'> {
  /** Calls all who listen, in this tick. */
  readonly hand: (message: ReceivedMessage) => void;
}

export const eventTail = (): EventTail => {
  const listeners = new Set<TailSubscription>();
  return {
    tail: async (listener) => {
      listeners.add(listener);
      listener.onAssigned();
      return { close: async () => void listeners.delete(listener) };
    },
    hand: (message) => {
      for (const { topic, onMessage } of listeners) if (topic === message.topic) onMessage(message);
    },
  };
};

import type { EventKeys, Topic } from '@stoa/contracts';
import type { TailSubscription } from '@stoa/messaging';
import type { EventSource } from '../../src/live/events/event-tails.ts';

/** Where events come from, as a test says: it may be away, and it may have missed some. */
export const anEventSource = () => {
  const tails = new Set<TailSubscription>();
  let isAway = false;
  const source: EventSource = {
    tail: (subscription) => {
      if (isAway) return Promise.reject(new Error('away'));
      tails.add(subscription);
      subscription.onAssigned();
      return Promise.resolve({ close: () => Promise.resolve(void tails.delete(subscription)) });
    },
  };
  const of = (topic: Topic) => [...tails].filter((tail) => tail.topic === topic);
  const publishText = (topic: Topic, value: string) => {
    for (const tail of of(topic)) tail.onMessage({ topic, key: 'key', value, partition: 0, offset: '0' });
  };
  return {
    source,
    topics: () => [...tails].map(({ topic }) => topic).toSorted(),
    publish: (topic: Topic, keys: EventKeys) => publishText(topic, JSON.stringify({ keys })),
    publishText,
    /** It was assigned anew: what came before may have been missed. */
    gap: (topic: Topic) => of(topic).forEach((tail) => tail.onAssigned()),
    goAway: () => void (isAway = true),
    comeBack: () => void (isAway = false),
  };
};

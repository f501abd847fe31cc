import type { GraphQLFormattedError } from 'graphql';
import type { LiveAnswer, LiveGraph, SubscribeRequest, Subscriber } from '../../../src/live/live-graph.ts';

export interface Subscribed {
  readonly request: SubscribeRequest;
  readonly subscriber: Subscriber;
  /** How often it was closed. */
  closed: number;
  /** Sends a state; `about` is what it is a state of. */
  readonly send: (state: unknown, cursor?: string, about?: string) => void;
  readonly end: (...codes: readonly string[]) => void;
}

export interface ALiveGraph extends LiveGraph {
  readonly subscribed: Subscribed[];
  /** What a subscription does as it begins. */
  begins: (subscribed: Subscribed) => void;
  /** The next subscription that has not been waited for. */
  readonly next: () => Promise<Subscribed>;
}

/** Subscriptions whose states a test sends by hand. */
export const aLiveGraph = (begins: ALiveGraph['begins'] = () => {}): ALiveGraph => {
  const waiting: ((subscribed: Subscribed) => void)[] = [];
  const fresh: Subscribed[] = [];
  const live: ALiveGraph = {
    subscribed: [],
    begins,
    next: () => {
      const one = fresh.shift();
      return one ? Promise.resolve(one) : new Promise((resolve) => waiting.push(resolve));
    },
    subscribe: (request, subscriber) => {
      const subscribed: Subscribed = {
        request,
        subscriber,
        closed: 0,
        send: (state, cursor, about = 'it') => subscriber.next(anAnswer(state, cursor, about)),
        end: (...codes) => subscriber.end(codes.length > 0 ? codes.map(anError) : undefined),
      };
      live.subscribed.push(subscribed);
      live.begins(subscribed);
      const waits = waiting.shift();
      if (waits) waits(subscribed);
      else fresh.push(subscribed);
      return { close: () => void (subscribed.closed += 1) };
    },
  };
  return live;
};

export const anAnswer = (state: unknown, cursor: string | undefined, about = 'it'): LiveAnswer => ({
  text: JSON.stringify({ data: { state }, ...(cursor !== undefined && { extensions: { cursor } }) }),
  about,
  cursor,
  missed: undefined,
});

export const anError = (code: string): GraphQLFormattedError => ({ message: `It is ${code}.`, extensions: { code } });

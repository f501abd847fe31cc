import type { GraphQLFormattedError } from 'graphql';
import type { LiveAnswer, LiveGraph, Subscriber, SubscribeRequest } from '../../../src/live/live-graph.ts';

export interface LiveOne {
  readonly request: SubscribeRequest;
  readonly subscriber: Subscriber;
  isClosed: boolean;
}

/** A state of one thing, as text. */
export const anAnswer = (version: number, about = 'order', missed?: string): LiveAnswer => ({
  text: JSON.stringify({ data: { order: { version } }, extensions: { cursor: String(version) } }),
  about,
  cursor: String(version),
  missed,
});

/** Live subscriptions that bring what a test says. `begin` is called within `subscribe`. */
export const aLiveGraph = (begin: (one: LiveOne) => void = () => undefined) => {
  const all: LiveOne[] = [];
  const open = () => all.filter((one) => !one.isClosed);
  const graph: LiveGraph = {
    subscribe: (request, subscriber) => {
      const one: LiveOne = { request, subscriber, isClosed: false };
      all.push(one);
      begin(one);
      return { close: () => void (one.isClosed = true) };
    },
  };
  return {
    graph,
    all,
    open,
    publish: (answer: LiveAnswer) => {
      for (const one of open()) one.subscriber.next(answer);
    },
    end: (errors?: readonly GraphQLFormattedError[]) => {
      for (const one of open()) {
        one.isClosed = true;
        one.subscriber.end(errors);
      }
    },
  };
};

export type ALiveGraph = ReturnType<typeof aLiveGraph>;

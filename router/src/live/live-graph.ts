import type { GraphQLFormattedError } from 'graphql';
import type { GraphqlParameters } from '../front/graphql-parameters.ts';
import type { Identified } from '../front/identify.ts';

/** One state of what a subscription follows: written once, sent to everybody who sees the same. */
export interface LiveAnswer {
  /** A GraphQL response as JSON text; its `extensions.cursor` is `cursor`. */
  readonly text: string;
  /** What it is a state of: while it waits for a slow client, a newer one of the same takes its place. */
  readonly about: string;
  /** Stands for this state when the client comes back; undefined where nothing can be resumed. */
  readonly cursor: string | undefined;
  /** Sent instead of many different states that a slow client could not take: it has to read again. Undefined where one thing is followed. */
  readonly missed: string | undefined;
}

/** Who is told what a subscription brings. Called one at a time, in order; never throws. */
export interface Subscriber {
  readonly next: (answer: LiveAnswer) => void;
  /** The last word, with the reason when it is not the client's own wish or a natural end. */
  readonly end: (errors?: readonly GraphQLFormattedError[]) => void;
}

/** One subscription as a client asks for it. */
export interface SubscribeRequest {
  readonly parameters: GraphqlParameters;
  readonly who: Identified;
  readonly clientAddress: string;
  readonly requestId: string;
  readonly traceparent?: string | undefined;
  /** Of the last state that the client has: a state is sent at once only when it is newer. */
  readonly cursor: string | undefined;
}

export interface LiveSubscription {
  /** The client wants no more: nothing is called any more. Idempotent. */
  readonly close: () => void;
}

/** The graph's subscriptions, whatever carries them to clients. */
export interface LiveGraph {
  /** Begins a subscription. Never throws: why there is none is the subscriber's `end`, perhaps before this returns. */
  readonly subscribe: (request: SubscribeRequest, subscriber: Subscriber) => LiveSubscription;
}

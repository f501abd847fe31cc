import type { Caller } from '@stoa/kernel';
import type { GraphQLFormattedError } from 'graphql';
import { identityOfCaller } from '../../src/caller/identity-of-caller.ts';
import type { Identified } from '../../src/front/identify.ts';
import type { LiveAnswer, SubscribeRequest, Subscriber } from '../../src/live/live-graph.ts';

/** Somebody signed in. */
export const user = (id: `usr_${string}`): Caller => ({
  user: { id, sessionId: `ses_${id}`, roles: ['CUSTOMER'], scopes: [] },
});

export interface Asks {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Default: usr_1. */
  readonly caller?: Caller;
  readonly headersFor?: Identified['headersFor'];
  readonly cursor?: string;
  readonly clientAddress?: string;
  readonly operationName?: string;
  readonly documentId?: string;
  readonly hash?: string;
  readonly onNext?: (answer: LiveAnswer) => void;
}

export const subscribeRequest = (query: string, asks: Asks): SubscribeRequest => {
  const { caller = user('usr_1'), headersFor, variables, operationName, documentId, hash } = asks;
  return {
    parameters: {
      query: query === '' ? undefined : query,
      operationName,
      variables,
      extensions: undefined,
      documentId,
      hash,
    },
    who: { caller, identity: identityOfCaller(caller), headersFor },
    clientAddress: asks.clientAddress ?? '192.0.2.1',
    requestId: 'req_1',
    cursor: asks.cursor,
  };
};

export interface ASubscriber extends Subscriber {
  readonly answers: LiveAnswer[];
  /** The reasons of each end; it may have but one. */
  readonly ends: (readonly GraphQLFormattedError[] | undefined)[];
  /** Answers as values. */
  readonly said: () => unknown[];
  readonly last: () => unknown;
  /** Codes of the end; undefined as long as it goes on. */
  readonly endedWith: () => readonly unknown[] | undefined;
  close: () => void;
}

/** Of a cursor the version alone. */
export const versionOf = (cursor: string | undefined): string | undefined => cursor?.replace(/-\w+$/, '');

/** A client that keeps what it is told. */
export const aSubscriber = (onNext?: (answer: LiveAnswer) => void): ASubscriber => {
  const answers: LiveAnswer[] = [];
  const ends: (readonly GraphQLFormattedError[] | undefined)[] = [];
  // Of a cursor the version alone: the mark behind it is of the text that stands beside it.
  const said = () => answers.map(({ text }) => JSON.parse(text.replace(/("cursor":"\d+)-\w+"/, '$1"')) as unknown);
  return {
    answers,
    ends,
    said,
    last: () => said().at(-1),
    endedWith: () => ends[0] && ends[0].map(({ extensions }) => extensions?.['code']),
    close: () => undefined,
    next: (answer) => {
      answers.push(answer);
      onNext?.(answer);
    },
    end: (errors) => ends.push(errors ?? []),
  };
};

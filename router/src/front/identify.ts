import type { IncomingMessage } from 'node:http';
import { anonymous, type Caller } from '@stoa/kernel';
import type { EngineRequest, Identity } from '../engine/engine.ts';
import { NOBODY } from '../engine/nobody.ts';

/** Who sent a request, as subgraphs and as the graph's rights know it. */
export interface Identified {
  readonly caller: Caller;
  readonly identity: Identity;
  readonly headersFor?: EngineRequest['headersFor'];
  /** When this does not hold any more: that of the token shown, in milliseconds since 1970. */
  readonly expiresAt?: number | undefined;
}

/** What a client shows of itself: a request's headers, or those that came in its place over a socket. */
export type ShownHeaders = Pick<IncomingMessage, 'headers' | 'rawHeaders'>;

/** Tells from a request's headers who sent it; at once where nothing must be fetched for that. @throws Refusal, or rejects with one */
export type Identify = (request: ShownHeaders) => Identified | Promise<Identified>;

/** Whoever showed nothing. */
export const ANYBODY: Identified = { caller: anonymous, identity: NOBODY };

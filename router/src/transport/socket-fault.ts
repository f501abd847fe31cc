import type { SubgraphResponse } from '@stoa/subgraph-kit';
import { CloseCode } from 'graphql-ws';
import { internalError, temporarilyUnavailable } from '../masked-errors.ts';
import { UNREACHABLE } from './fetch-fault.ts';

/** Why a subgraph's socket is of no use (any more). */
export interface SocketFault {
  /** Whether another attempt may go better. */
  readonly mayPass: boolean;
  /** For the log. */
  readonly reason: string;
  /** What is said when there is no other attempt. */
  readonly errors: NonNullable<SubgraphResponse['errors']>;
}

// RFC 6455 §7.4.1 and https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md: whoever says so now says so again.
const LASTING: ReadonlySet<number> = new Set([
  1002,
  1003,
  1007,
  1008,
  1009,
  1010,
  1011,
  1015,
  CloseCode.BadResponse,
  CloseCode.InternalClientError,
  CloseCode.BadRequest,
  CloseCode.Unauthorized,
  CloseCode.Forbidden,
  CloseCode.SubprotocolNotAcceptable,
  CloseCode.SubscriberAlreadyExists,
  CloseCode.TooManyInitialisationRequests,
  CloseCode.InternalServerError,
]);

/** What the socket's error, its close event or whatever was thrown means. */
export const socketFault = (failure: unknown, requestId: string): SocketFault => {
  if (isCloseEvent(failure)) return closed(failure, requestId);
  const error = (failure instanceof Error ? failure : (failure as { error?: unknown }).error) as NodeError | undefined;
  const { message = 'no reason', code = '' } = error ?? {};
  const mayPass = UNREACHABLE.has(code) || message === HANDSHAKE_TIMEOUT || isOutage(statusIn(message));
  return { mayPass, reason: message, errors: [mayPass ? temporarilyUnavailable(requestId) : internalError(requestId)] };
};

type NodeError = Error & { readonly code?: string };

interface CloseEventLike {
  readonly code: number;
  readonly reason: string;
}

// The words of `ws`: these two have no code.
const HANDSHAKE_TIMEOUT = 'Opening handshake has timed out';
const statusIn = (message: string): number => Number(/^Unexpected server response: (\d{3})$/.exec(message)?.[1]);
const isOutage = (status: number) => status === 429 || (status >= 502 && status <= 504);

const isCloseEvent = (failure: unknown): failure is CloseEventLike =>
  typeof failure === 'object' && failure !== null && 'code' in failure && 'reason' in failure;

function closed({ code, reason }: CloseEventLike, requestId: string): SocketFault {
  const said = `closed with ${code}${reason === '' ? '' : `: ${reason}`}`;
  if (!LASTING.has(code)) return { mayPass: true, reason: said, errors: [temporarilyUnavailable(requestId)] };
  return { mayPass: false, reason: said, errors: [refusals.get(code) ?? internalError(requestId)] };
}

const refusals = new Map<number, { message: string; extensions: { code: string } }>([
  [
    CloseCode.Unauthorized,
    { message: 'This subscription needs somebody who is signed in.', extensions: { code: 'UNAUTHENTICATED' } },
  ],
  [CloseCode.Forbidden, { message: 'You may not subscribe to this.', extensions: { code: 'FORBIDDEN' } }],
]);

import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Log } from '@stoa/platform';
import { internalError, temporarilyUnavailable } from '../masked-errors.ts';
import { socketFault, type SocketFault } from './socket-fault.ts';
import { responseOf } from './subgraph-answer.ts';
import { openSubgraphSocket, type SocketTiming, type SubgraphSocketListener } from './subgraph-socket.ts';
import type { SubgraphFetch, SubgraphSubscription, SubscriptionListener } from './subgraph-transport.ts';

export interface SubscriptionTiming extends SocketTiming {
  /** Attempts in a row, after one that failed, to get a connection that brings something or holds for `steadyMs`. */
  readonly retries: number;
  /** The first wait between two attempts, milliseconds: about twice as long each time. */
  readonly retryMs: number;
  /** How long a connection holds that is as good as new, milliseconds. */
  readonly steadyMs: number;
}

export const SUBSCRIPTION_TIMING: SubscriptionTiming = {
  acknowledgeMs: 10_000,
  keepAliveMs: 20_000,
  pongMs: 10_000,
  retries: 5,
  retryMs: 500,
  steadyMs: 60_000,
};

export interface SocketSubscriptionOptions {
  readonly url: string;
  readonly log: Log;
  readonly fetch: SubgraphFetch;
  /** What the subgraph gets besides the transport's own, names and values in turn. */
  readonly headers: readonly string[];
  /** Largest event in bytes. */
  readonly messageLimit: number;
  readonly timing: SubscriptionTiming;
  readonly listener: SubscriptionListener;
  /** Called once, when it is over for whatever reason. */
  readonly onEnd: (subscription: SocketSubscription) => void;
}

/**
 * A subscription that a subgraph serves over WebSocket. It has a connection of its own: its headers are those of whoever
 * subscribes, a large event delays no other subscription, and a subgraph that breaks the protocol breaks nothing else. A lost
 * connection is opened anew; what happened meanwhile is lost, since the protocol has no way to ask for it.
 */
export class SocketSubscription implements SubgraphSubscription {
  readonly #options: SocketSubscriptionOptions;
  #leave: (() => void) | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retries = 0;
  #connectedAt = 0;
  #isOver = false;

  constructor(options: SocketSubscriptionOptions) {
    this.#options = options;
  }

  begin(): void {
    try {
      for (const [name, value] of pairsOf(this.#upgradeHeaders())) {
        validateHeaderName(name);
        validateHeaderValue(name, value);
      }
    } catch (error) {
      this.#end(this.#explained({ ...socketFault(error, this.#requestId), mayPass: false }));
      return;
    }
    this.#connect();
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#retry);
    this.#leave?.();
    this.#options.onEnd(this);
  }

  /** The router ends. */
  shutDown(): void {
    this.#end([temporarilyUnavailable(this.#requestId)]);
  }

  get #requestId(): string {
    return this.#options.fetch.request.requestId;
  }

  #connect(): void {
    const { url, fetch, headers, messageLimit, timing } = this.#options;
    this.#connectedAt = performance.now();
    this.#leave = openSubgraphSocket(
      {
        url,
        headers: Object.fromEntries(pairsOf(this.#upgradeHeaders())),
        connectionParams: headers.length === 0 ? undefined : Object.fromEntries(pairsOf(headers)),
        payload: { query: fetch.query.text, variables: fetch.variables },
        messageLimit,
        timing,
      },
      this.#heard,
    );
  }

  readonly #heard: SubgraphSocketListener = {
    next: (payload) => {
      if (this.#isOver) return;
      this.#retries = 0;
      this.#options.listener.next(responseOf(payload) ?? this.#noResponse());
    },
    complete: () => this.#end(),
    refuse: (errors) => {
      this.#end((responseOf({ errors }) ?? this.#noResponse()).errors);
    },
    fail: (failure) => {
      if (!this.#isOver) this.#lost(socketFault(failure, this.#requestId));
    },
  };

  #lost(fault: SocketFault): void {
    const { retries, retryMs, steadyMs } = this.#options.timing;
    if (performance.now() - this.#connectedAt > steadyMs) this.#retries = 0;
    if (!fault.mayPass || this.#retries >= retries) {
      this.#end(this.#explained(fault));
      return;
    }
    // Not in step with others whose connection was lost in the same moment.
    const waitMs = retryMs * 2 ** this.#retries * (0.5 + Math.random());
    this.#retries += 1;
    this.#retry = setTimeout(() => this.#connect(), waitMs);
  }

  #end(errors?: SocketFault['errors']): void {
    if (this.#isOver) return;
    this.close();
    this.#options.listener.end(errors);
  }

  #explained({ mayPass, reason, errors }: SocketFault): SocketFault['errors'] {
    const { log, url, fetch } = this.#options;
    const { requestId } = fetch.request;
    log[mayPass ? 'warn' : 'error']({ requestId, url, reason }, 'subscription of a subgraph ended');
    return errors;
  }

  #noResponse() {
    const { log, url } = this.#options;
    log.error({ requestId: this.#requestId, url }, 'subgraph sent an event that is no GraphQL response');
    return { errors: [internalError(this.#requestId)] };
  }

  #upgradeHeaders(): readonly string[] {
    const { headers, fetch } = this.#options;
    const { requestId, traceparent } = fetch.request;
    return [...headers, 'x-request-id', requestId, ...(traceparent === undefined ? [] : ['traceparent', traceparent])];
  }
}

// The socket's own handshake is nobody else's to say.
const pairsOf = (headers: readonly string[]): [string, string][] =>
  Array.from({ length: headers.length / 2 }, (_, at): [string, string] => [
    headers[2 * at] as string,
    headers[2 * at + 1] as string,
  ]).filter(([name]) => !name.toLowerCase().startsWith('sec-websocket-'));

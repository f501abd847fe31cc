import type { Log } from '@stoa/platform';
import { CALLER_HEADER, signCaller, type SubgraphResponse } from '@stoa/subgraph-kit';
import { Pool, type Dispatcher } from 'undici';
import { deadlineExceeded } from '../masked-errors.ts';
import { fetchBody } from './fetch-body.ts';
import { fetchFault } from './fetch-fault.ts';
import { forwardedHeaders } from './fetch-headers.ts';
import { HttpExchange, type HttpExchangeOptions } from './http-exchange.ts';
import { forwardOver } from './http-forward.ts';
import { SharingInFlight, type Asked } from './sharing-in-flight.ts';
import type { SubscriptionTiming } from './socket-subscription.ts';
import { socketSubscriptions } from './socket-subscriptions.ts';
import { readSubgraphAnswer } from './subgraph-answer.ts';
import type { SubgraphFetch, SubgraphTransport } from './subgraph-transport.ts';
import { patienceOf, Waiter } from './waiter.ts';

export interface HttpTransportOptions {
  /** Where the subgraph answers: `http://127.0.0.1:4001/graphql`; `/graphql` when the address has no path. */
  readonly url: string;
  /** The key it shares with the router, when it is one of Stoa's: it is told the caller under an HMAC. */
  readonly key?: string | undefined;
  readonly log: Log;
  /** Connections kept open at most; default 64. */
  readonly connections?: number | undefined;
  /** Largest answer and largest event of a subscription in bytes; default 16 MB. */
  readonly answerLimit?: number | undefined;
  /** Longest time an answer may take, milliseconds; never longer than the operation's deadline. */
  readonly timeoutMs?: number | undefined;
  /** Whether equal queries under way at the same time are sent once, but for those after an event; default true. */
  readonly sharesInFlight?: boolean | undefined;
  /** Where it serves subscriptions, over graphql-transport-ws: ws or wss; default: `url` with that scheme. */
  readonly subscriptionUrl?: string | undefined;
  readonly subscriptionTiming?: Partial<SubscriptionTiming> | undefined;
}

export interface HttpTransport extends SubgraphTransport {
  /** Ends subscriptions, finishes what is under way and closes the connections. */
  readonly close: () => Promise<void>;
}

const CONNECTIONS = 64;
const ANSWER_LIMIT = 16_000_000;
const CONNECT_TIMEOUT_MS = 2_000;
const OWN_HEADERS = [
  'content-type',
  'application/json',
  'accept',
  'application/graphql-response+json, application/json',
];

/** A subgraph over HTTP: kept connections, and every way of failing as a coded error. @throws when the url is none */
export const httpTransport = (options: HttpTransportOptions): HttpTransport => {
  const { key, timeoutMs, sharesInFlight = true } = options;
  const { origin, path } = addressOf(options.url);
  const pool = poolOf(origin, options);
  const context = { url: origin + path, log: options.log, isStoas: key !== undefined };
  const sharing = new SharingInFlight();
  const read: HttpExchangeOptions['read'] = (answer, { requestId }) =>
    readSubgraphAnswer(answer, { ...context, requestId });
  const explain: HttpExchangeOptions['explain'] = (error, request) => fetchFault(error, context, request);

  const begin = ({ fetch, headers, body, patienceMs }: Prepared, onEnd: () => void) => {
    const all = [...OWN_HEADERS, ...headers, ...requestHeaders(fetch, { key, body, patienceMs })];
    const dispatch: Dispatcher.DispatchOptions = { path, method: 'POST', headers: all, body };
    return new HttpExchange({ pool, dispatch, isRepeatable: fetch.query.kind === 'query', read, explain, onEnd });
  };

  const single = (prepared: Prepared) => {
    const exchange = begin(prepared, prepared.fetch.query.kind === 'mutation' ? () => sharing.forgetAll() : noop);
    const answer = waitFor(exchange, prepared);
    exchange.send();
    return answer;
  };

  const shared = (prepared: Prepared) => {
    const { fetch, headers, body } = prepared;
    const { identity, caller } = fetch.request;
    const told = key === undefined ? undefined : caller;
    const asked: Asked = { query: fetch.query, identity: identity.key, caller: told, headers, body };
    const underWay = sharing.find(asked);
    if (underWay) return waitFor(underWay, prepared);
    const exchange = begin(prepared, () => sharing.remove(asked, exchange));
    sharing.add(asked, exchange);
    const answer = waitFor(exchange, prepared);
    exchange.send();
    return answer;
  };

  const subscriptions = subscriptionsTo(origin + path, options);
  return {
    takes: 'texts',
    fetch: (fetch) => {
      const { request, query } = fetch;
      const patienceMs = patienceOf(request, timeoutMs);
      if (patienceMs <= 0) return Promise.resolve({ errors: [deadlineExceeded(request.requestId)] });
      try {
        const prepared = { fetch, patienceMs, headers: forwardedHeaders(fetch), body: fetchBody(fetch) };
        const mayShare = sharesInFlight && query.kind === 'query' && request.isAfterEvent !== true;
        return mayShare ? shared(prepared) : single(prepared);
      } catch (error) {
        return Promise.resolve(explain(error as Error, request));
      }
    },
    ...(subscriptions && { subscribe: subscriptions.subscribe }),
    http: forwardOver(pool),
    close: () => {
      subscriptions?.close();
      return pool.close();
    },
  };
};

interface Prepared {
  readonly fetch: SubgraphFetch;
  /** What is forwarded, names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string;
  readonly patienceMs: number;
}

function waitFor(exchange: HttpExchange, { fetch, patienceMs }: Prepared): Promise<SubgraphResponse> {
  const { request } = fetch;
  const waiter = new Waiter({ request, patienceMs, onGivingUp: (leaving) => exchange.leave(leaving) });
  exchange.join(waiter);
  return waiter.answer;
}

/** The headers that tell this request from an equal one. */
function requestHeaders(
  { request }: SubgraphFetch,
  { key, body, patienceMs }: { key: string | undefined; body: string; patienceMs: number },
): string[] {
  const { caller, requestId, traceparent } = request;
  const headers = ['x-request-id', requestId];
  if (traceparent !== undefined) headers.push('traceparent', traceparent);
  if (key !== undefined) {
    const now = Date.now();
    headers.push(CALLER_HEADER, signCaller(key, { caller, requestId, deadline: now + patienceMs }, body, now));
  }
  return headers;
}

function addressOf(url: string): { origin: string; path: string } {
  const { origin, pathname, search } = new URL(url);
  // A slash at the end is a path: some serve GraphQL at the root.
  const hasPath = pathname !== '/' || url.endsWith('/');
  return { origin, path: (hasPath ? pathname : '/graphql') + search };
}

/** Stoa's own serve none: the router hears their events itself, and there is no word for the caller on a socket. */
const subscriptionsTo = (
  url: string,
  { key, log, subscriptionUrl = url, answerLimit = ANSWER_LIMIT, subscriptionTiming: timing }: HttpTransportOptions,
) =>
  key === undefined ? socketSubscriptions({ url: subscriptionUrl, log, messageLimit: answerLimit, timing }) : undefined;

const poolOf = (origin: string, { connections = CONNECTIONS, answerLimit = ANSWER_LIMIT }: HttpTransportOptions) =>
  new Pool(origin, {
    connections,
    maxResponseSize: answerLimit,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    allowH2: false,
    // Every fetch has a deadline of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

const noop = () => undefined;

import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors, CombinedProtocolErrors } from '@apollo/client/errors';
import { createClient as eventStreamClient } from 'graphql-sse';
import { createClient as socketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Subscription } from 'rxjs';
import { followed, type Followed, type LiveAnswer, type LiveError, type Sink } from './followed.ts';
import type { GraphClient } from './graph-client.ts';

/** A storefront's client of subscriptions, over one of the router's transports. */
export interface LiveClient {
  /** @param extensions what the request says besides, as `cursor` */
  follow(query: string, variables?: Record<string, unknown>, extensions?: Record<string, unknown>): Followed;
  /** Ends everything that it follows. */
  close(): void;
}

export interface SocketClient extends LiveClient {
  /** Codes that its sockets were closed with, in order. */
  readonly closings: readonly number[];
  /** How often it was let in. */
  connections(): number;
}

export interface LiveClientOptions {
  /** Where the graph is; a client that has to connect again goes on with the next one, and around. */
  readonly urls: readonly string[];
  /** Shown in `connection_init` or in headers. */
  readonly headers: GraphClient['headers'];
}

/** Over WebSockets, with graphql-ws: it connects again for as long as it takes. */
export const overSocket = ({ urls, headers }: LiveClientOptions): SocketClient => {
  const closings: number[] = [];
  const next = around(urls);
  let connections = 0;
  const client = socketClient({
    url: () => `${next().replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: headers,
    ...AGAIN,
    retryWait: () => soon(),
    // Where a browser tells of a closed socket, `ws` tells of a refused connection.
    shouldRetry: () => true,
    on: {
      connected: () => (connections += 1),
      closed: (event) => closings.push((event as { code: number }).code),
    },
  });
  return {
    follow: (query, variables = {}, extensions = {}) =>
      followed((sink) =>
        client.subscribe({ query, variables, extensions }, { ...sink, next: told(sink), error: failing(sink) }),
      ),
    close: () => void client.dispose(),
    closings,
    connections: () => connections,
  };
};

/** Over server-sent events, with graphql-sse: a stream for each subscription, or one for all of a client's. */
export const overEventStream = ({ urls, headers }: LiveClientOptions, { isShared = false } = {}): LiveClient => {
  const next = around(urls);
  const client = eventStreamClient({
    url: () => `${next()}/graphql${isShared ? '/stream' : ''}`,
    // It writes its token into what it is given.
    headers: () => ({ ...headers }),
    ...AGAIN,
    retry: () => soon(),
    // It takes a refused operation for a broken connection, and would try again and again.
    ...(isShared ? { singleConnection: true, retryAttempts: 0 } : { singleConnection: false }),
  });
  return {
    follow: (query, variables = {}, extensions = {}) =>
      followed((sink) =>
        client.subscribe({ query, variables, extensions }, { ...sink, next: told(sink), error: failing(sink) }),
      ),
    close: () => client.dispose(),
  };
};

/** Over multipart HTTP, with Apollo Client. */
export const overMultipart = ({ urls: [url = ''], headers }: LiveClientOptions): LiveClient => {
  const following: Subscription[] = [];
  const apollo = new ApolloClient({
    link: new HttpLink({ uri: `${url}/graphql`, headers }),
    cache: new InMemoryCache(),
  });
  return {
    follow: (query, variables = {}, extensions = {}) =>
      followed((sink) => {
        const subscription = apollo
          .subscribe<Record<string, unknown>>({
            query: gql(query),
            variables,
            extensions,
            fetchPolicy: 'no-cache',
            errorPolicy: 'all',
          })
          .subscribe({ ...sink, next: ({ data, error }) => tellOf({ data, error }, sink), error: failing(sink) });
        following.push(subscription);
        return () => subscription.unsubscribe();
      }),
    close: () => following.forEach((one) => one.unsubscribe()),
  };
};

function around(urls: readonly string[]): () => string {
  let taken = 0;
  return () => urls[taken++ % urls.length] ?? '';
}

const AGAIN = { retryAttempts: 1_000, lazyCloseTimeout: 0 } as const;
const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 100));

// Errors without data end it, as server-sent events have it.
const told = (sink: Sink) => (result: unknown) => {
  const answer = result as LiveAnswer;
  if (answer.data === undefined && answer.errors) sink.failed(codesOf(answer.errors));
  else sink.next(answer);
};
const failing = (sink: Sink) => (error: unknown) => sink.failed(codesOf(error));

// What ends a subscription Apollo Client tells as one more result.
function tellOf({ data, error }: { data: LiveAnswer['data']; error: unknown }, sink: Sink): void {
  if (error === undefined) sink.next({ data });
  else if (CombinedGraphQLErrors.is(error) && data) sink.next({ data, errors: error.errors });
  else sink.failed(codesOf(error));
}

function codesOf(error: unknown): readonly string[] {
  const errors = CombinedProtocolErrors.is(error) || CombinedGraphQLErrors.is(error) ? error.errors : error;
  if (Array.isArray(errors))
    return (errors as LiveError[]).map(({ extensions, message }) => extensions?.code ?? message);
  const { code, response, message } = error as { code?: number; response?: Response; message?: string };
  return [String(code ?? response?.status ?? message)];
}

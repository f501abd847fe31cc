import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client as Urql, fetchExchange } from '@urql/core';
import { getOperationAST, parse, print } from 'graphql';
import { createClient as sseClient } from 'graphql-sse';
import { createClient as socketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { aClient } from '../websocket/a-client.ts';
import type { ALiveRouter } from './a-live-router.ts';

/** As all clients print it: Apollo Client adds `__typename`. */
export const ORDER = print(
  parse('subscription Follow($id: ID!) { orderUpdated(id: $id) { id version status __typename } }'),
);

export interface Asks {
  readonly query?: string;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

export interface Follower {
  /** Data of what it was told. */
  readonly told: unknown[];
  readonly status: () => unknown;
  /** The codes of its end, or its close code; undefined as long as it goes on. */
  endedWith: () => unknown;
  readonly stop: () => void;
}

type Follow = (router: ALiveRouter, asks?: Asks) => Follower;

interface Result {
  readonly data?: unknown;
  readonly errors?: unknown;
}

/** Keeps what one subscription is told, whatever its client calls it. */
const aFollower = (stop: () => void) => {
  const told: unknown[] = [];
  let end: unknown;
  const ended = (with_: unknown) => void (end ??= with_);
  return {
    told,
    status: () => (told.at(-1) as { orderUpdated?: { status?: unknown } } | undefined)?.orderUpdated?.status,
    endedWith: () => end,
    stop,
    ended,
    take: ({ data, errors }: Result) => {
      if (errors && !data) ended(codesOf(errors));
      else told.push(data);
    },
  };
};

const codesOf = (errors: unknown): unknown =>
  Array.isArray(errors) ? errors.map(({ extensions }) => (extensions as { code: unknown }).code) : errors;

/** What some clients send by themselves is sent by all. */
const parametersOf = ({ query = ORDER, variables = { id: 'ord_1' } }: Asks) => ({
  query,
  variables,
  ...nameOf(query),
});

function nameOf(query: string): { operationName?: string } {
  const name = getOperationAST(parse(query))?.name?.value;
  return name === undefined ? {} : { operationName: name };
}

const overGraphqlWs: Follow = ({ socketUrl }, { headers = {}, ...asks } = {}) => {
  const client = socketClient({
    url: socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: 0,
  });
  const follower = aFollower(() => void client.dispose());
  client.subscribe(parametersOf(asks), {
    next: (result) => follower.take(result),
    error: (error) => follower.ended((error as { code?: number }).code ?? codesOf(error)),
    complete: () => follower.ended('complete'),
  });
  return follower;
};

const overGraphqlSse =
  (singleConnection: boolean): Follow =>
  ({ url, streamUrl }, { headers = {}, ...asks } = {}) => {
    // The client keeps to itself why an operation was refused.
    const telling = async (...asked: Parameters<typeof fetch>) => {
      const response = await fetch(...asked);
      if (response.status >= 400) follower.ended(codesOf(((await response.clone().json()) as Result).errors));
      return response;
    };
    const client = sseClient({
      url: singleConnection ? streamUrl : url,
      singleConnection,
      headers,
      fetchFn: telling,
      retryAttempts: 0,
    });
    const follower = aFollower(() => client.dispose());
    client.subscribe(parametersOf(asks), {
      next: (result) => follower.take(result),
      error: (error) => follower.ended(error),
      complete: () => follower.ended('complete'),
    });
    return follower;
  };

const overApollo: Follow = ({ url }, { headers = {}, ...asks } = {}) => {
  const { query, variables } = parametersOf(asks);
  const client = new ApolloClient({ link: new HttpLink({ uri: url, headers }), cache: new InMemoryCache() });
  const subscription = client.subscribe({ query: gql(query), variables }).subscribe({
    next: ({ data, error }) => {
      if (data) follower.told.push(data);
      else if (error) follower.ended(codesOf((error as { errors?: unknown }).errors) ?? error);
    },
    error: (error) => follower.ended(error),
    complete: () => follower.ended('complete'),
  });
  const follower = aFollower(() => subscription.unsubscribe());
  return follower;
};

const overUrql: Follow = ({ url }, { headers = {}, ...asks } = {}) => {
  const { query, variables } = parametersOf(asks);
  const client = new Urql({
    url,
    exchanges: [fetchExchange],
    fetchSubscriptions: true,
    preferGetMethod: false,
    fetchOptions: { headers },
  });
  const { unsubscribe } = client.subscription(query, variables).subscribe(({ data, error }) => {
    // It shows the last state beside what went wrong.
    if (error) follower.ended(error.networkError?.message ?? codesOf(error.graphQLErrors));
    else follower.told.push(data);
  });
  const follower = aFollower(unsubscribe);
  return follower;
};

const overRawSocket: Follow = ({ socketUrl }, { headers = {}, ...asks } = {}) => {
  const opening = aClient(socketUrl);
  const follower = aFollower(() => void opening.then(({ socket }) => socket.close()));
  void opening.then(async (client) => {
    client.socket.on('message', (text: Buffer) => {
      const { type, payload } = JSON.parse(text.toString()) as { type: string; payload: Result };
      if (type === 'next') follower.take(payload);
      if (type === 'error') follower.ended(codesOf(payload));
      if (type === 'complete') follower.ended('complete');
    });
    client.send({ type: 'connection_init', payload: headers });
    client.subscribe('__proto__', parametersOf(asks));
    follower.ended((await client.closed).code);
  });
  return follower;
};

/** A subscription over each transport, as its own client asks for it. */
export const FOLLOWERS: Readonly<Record<string, Follow>> = {
  'graphql-ws': overGraphqlWs,
  'a raw socket': overRawSocket,
  'graphql-sse, one connection each': overGraphqlSse(false),
  'graphql-sse, one connection for all': overGraphqlSse(true),
  'Apollo Client over multipart': overApollo,
  'urql over server-sent events': overUrql,
};

export const TRANSPORTS = Object.entries(FOLLOWERS);

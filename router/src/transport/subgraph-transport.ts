import type { SubgraphResponse } from '@stoa/subgraph-kit';
import type { EngineRequest } from '../engine/engine.ts';

/** A query that a plan sends to a subgraph: the same object for the same text, so that a transport can remember what it made of it. */
export interface FetchText {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly text: string;
  /** The text as a JSON string, made once. */
  readonly json: string;
}

/** Entities that are asked about: the value of one variable of the query. */
export interface Representations {
  /** `representations`, or one of several when fetches were put together. */
  readonly variable: string;
  /** JSON texts or objects, as the transport takes them; at most 1,000 in one fetch. */
  readonly values: readonly unknown[];
}

/** One request to a subgraph. */
export interface SubgraphFetch {
  readonly query: FetchText;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly representations: readonly Representations[];
  readonly request: EngineRequest;
}

/** Who is told what a subgraph's subscription brings. Called one at a time, in order; never throws. */
export interface SubscriptionListener {
  /** One event: data, errors or both. The data belong to the listener, who writes into them. */
  readonly next: (event: SubgraphResponse) => void;
  /** The last word: with errors when it failed, without when the subgraph has nothing more to say. */
  readonly end: (errors?: SubgraphResponse['errors']) => void;
}

export interface SubgraphSubscription {
  /** Nobody listens any more: the subgraph is told, and the listener is not. Idempotent. */
  close(): void;
}

/** How the router reaches a subgraph: a call in the same process, or HTTP. */
export interface SubgraphTransport {
  /** Whether representations are wanted as JSON texts, to be copied into a body, or as objects. */
  readonly takes: 'texts' | 'objects';
  /**
   * Answers GraphQL. Never rejects: failures are coded errors in the response, and by the deadline at the latest there is one.
   * The data belong to the caller, who writes into them.
   */
  readonly fetch: (fetch: SubgraphFetch) => Promise<SubgraphResponse>;
  /**
   * Begins a subscription that the subgraph serves itself. Never throws: whatever goes wrong is the listener's `end`, perhaps
   * before this returns. Undefined where subgraphs serve none.
   */
  readonly subscribe?: ((fetch: SubgraphFetch, listener: SubscriptionListener) => SubgraphSubscription) | undefined;
  /** Answers one of the subgraph's pages or hooks; undefined when it has no such route. Rejects when it is not reachable. */
  readonly http: (request: Request, requestId: string) => Promise<Response | undefined>;
}

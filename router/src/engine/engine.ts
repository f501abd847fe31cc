import type { Caller } from '@stoa/kernel';
import type { DocumentNode, FormattedExecutionResult, GraphQLSchema } from 'graphql';

/** One operation on its way through the supergraph. The document is parsed and valid. */
export interface EngineRequest {
  readonly document: DocumentNode;
  /** The document's text: plans are remembered by it. */
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly caller: Caller;
  readonly requestId: string;
  readonly traceparent?: string | undefined;
  /** When nobody waits for the answer any more: fetches end by then. */
  readonly deadline: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Plans operations, fetches from subgraphs and puts the answer together. This is all the router knows of how. */
export interface Engine {
  /** What clients may ask: the supergraph without its machinery. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** Never rejects: every failure is a coded error in the response, fit for a client. */
  readonly execute: (request: EngineRequest) => Promise<FormattedExecutionResult>;
  readonly close: () => Promise<void>;
}

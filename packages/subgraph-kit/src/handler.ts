import type { Caller } from '@stoa/kernel';
import type { FormattedExecutionResult } from 'graphql';

/** One GraphQL request to a subgraph, however it came: over HTTP or as a call in the same process. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  readonly caller: Caller;
  readonly requestId: string;
  readonly traceparent?: string | undefined;
  /** When nobody waits for the answer any more. */
  readonly deadline: Date;
  readonly signal?: AbortSignal | undefined;
}

export type SubgraphResponse = FormattedExecutionResult;

/** A subgraph as the router sees it. Never rejects: failures are in the response, masked. */
export type SubgraphHandler = (request: SubgraphRequest) => Promise<SubgraphResponse>;

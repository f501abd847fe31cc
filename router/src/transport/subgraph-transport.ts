import type { SubgraphHandler } from '@stoa/subgraph-kit';

/** How the router reaches a subgraph: a call in the same process (an open subgraph is one as it is), or HTTP. */
export interface SubgraphTransport {
  /** Answers GraphQL. Never rejects: failures are coded errors in the response. */
  readonly handle: SubgraphHandler;
  /** Answers one of the subgraph's pages or hooks; undefined when it has no such route. Rejects when it is not reachable. */
  readonly http: (request: Request, requestId: string) => Promise<Response | undefined>;
}

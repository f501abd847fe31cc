import type { GraphQLDataSource } from '@apollo/gateway';
import type { Log } from '@stoa/platform';
import type { SubgraphResponse } from '@stoa/subgraph-kit';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { internalError } from '../masked-errors.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import { withinDeadline } from '../transport/within-deadline.ts';
import type { EngineRequest } from './engine.ts';

export type OnFetch = (fetch: { readonly subgraph: string; readonly requestId: string }) => void;

interface Options {
  readonly name: string;
  readonly transport: SubgraphTransport;
  readonly log: Log;
  readonly onFetch?: OnFetch | undefined;
}

/** A subgraph as the gateway wants it: a call to its transport with the caller of the operation, and a deadline that holds. */
export const subgraphDataSource = ({ name, transport, log, onFetch }: Options): GraphQLDataSource => ({
  process: async ({ request, context }): Promise<GatewayGraphQLResponse> => {
    const { caller, requestId, traceparent, deadline, signal } = context as EngineRequest;
    onFetch?.({ subgraph: name, requestId });
    const answer = transport
      .handle({
        query: request.query ?? '',
        variables: request.variables,
        operationName: request.operationName,
        caller,
        requestId,
        traceparent,
        deadline,
        signal,
      })
      .catch((error: unknown): SubgraphResponse => {
        // Handlers do not reject; one that does all the same must not take the other domains' answers along.
        log.error({ err: error, requestId, subgraph: name }, 'subgraph handler rejected');
        return { errors: [internalError(requestId)] };
      });
    return await withinDeadline(answer, { deadline, signal, requestId });
  },
});

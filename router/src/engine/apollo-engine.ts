import { createHash } from 'node:crypto';
import type { GatewayExecutor, GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { Log } from '@stoa/platform';
import type { FormattedExecutionResult, GraphQLError } from 'graphql';
import { internalError } from '../masked-errors.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import type { Engine, EngineRequest } from './engine.ts';
import { forClient } from './forward-errors.ts';
import { loadGateway } from './stoa-gateway.ts';
import { subgraphDataSource, type OnFetch } from './subgraph-data-source.ts';

export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<string, SubgraphTransport>>;
  readonly log: Log;
  /** Called for every fetch as it leaves. */
  readonly onFetch?: OnFetch | undefined;
}

/** The engine on @apollo/gateway. @throws when the supergraph cannot be read or names a subgraph without a transport. */
export const apolloEngine = async ({ supergraphSdl, subgraphs, log, onFetch }: EngineOptions): Promise<Engine> => {
  const gateway = await loadGateway({
    supergraphSdl,
    logger: log,
    buildService: ({ name }) => {
      const transport = subgraphs[name];
      if (!transport) throw new Error(`The supergraph names ${name}, but no transport to it was given`);
      return subgraphDataSource({ name, transport, log, onFetch });
    },
  });

  return {
    apiSchema: gateway.apiSchema,
    supergraphSdl,
    execute: async (request) => {
      try {
        return answerOf(request, await gateway.execute(contextOf(request)), log);
      } catch (error) {
        log.error({ err: error, requestId: request.requestId }, 'operation failed');
        return { errors: [internalError(request.requestId)] };
      }
    },
    close: gateway.close,
  };
};

// What the executor of 2.14.4 reads; the contract test goes through all of it.
function contextOf(request: EngineRequest): GatewayGraphQLRequestContext {
  const { document, query, operationName, variables } = request;
  const context: Partial<GatewayGraphQLRequestContext> = {
    request: { query, variables: variables ?? {}, ...(operationName !== undefined && { operationName }) },
    document,
    source: query,
    queryHash: createHash('sha256').update(query).digest('hex'),
    operationName: operationName ?? null,
    context: request,
    metrics: {},
  };
  return context as GatewayGraphQLRequestContext;
}

function answerOf(
  request: EngineRequest,
  result: Awaited<ReturnType<GatewayExecutor>>,
  log: Log,
): FormattedExecutionResult {
  const { requestId } = request;
  const errors = result.errors?.map((error) => forClient(error, { requestId, log }));
  const incomplete = result.extensions?.['valueCompletion'] as readonly GraphQLError[] | undefined;
  // A missing entity of another subgraph nulls its field without an error, unless the null reached the root.
  if (incomplete)
    log.debug({ requestId, incomplete: incomplete.map(({ message }) => message) }, 'null where none was promised');
  if (!errors && !result.data) return { data: null, errors: [internalError(requestId)] };
  return { ...(result.data !== undefined && { data: result.data }), ...(errors && { errors }) };
}

import { createHash } from 'node:crypto';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { ApolloGateway, type GatewayConfig } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { keepApolloQuiet } from '../src/env.ts';
import type { Answer, Ask, Router } from './router.ts';
import type { AskSubgraph } from './world/subgraphs.ts';

export interface StockRouter extends Router {
  readonly apiSchema: GraphQLSchema;
  /** The plan it used last. */
  readonly plan: () => QueryPlan | undefined;
}

interface Options {
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<string, AskSubgraph>>;
  /** A plan that somebody else has made of the same text. */
  readonly planOf?: (query: string) => QueryPlan | undefined;
}

/** @apollo/gateway as it is, with subgraphs in this process. */
export const startStock = async ({ supergraphSdl, subgraphs, planOf }: Options): Promise<StockRouter> => {
  keepApolloQuiet();
  const plans = new Map<string, QueryPlan>();
  let asked = '';
  let used: QueryPlan | undefined;
  const gateway = new Gateway({
    supergraphSdl,
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    queryPlannerConfig: {
      cache: {
        get: async (key) => (used = planOf?.(asked) ?? plans.get(key)),
        set: async (key, plan) => void plans.set(key, (used = plan)),
        delete: async (key) => plans.delete(key),
        clear: () => plans.clear(),
      },
    },
    buildService: ({ name }) => ({
      process: async ({ request }) => {
        const ask = subgraphs[name];
        if (!ask) throw new Error(`no subgraph ${name}`);
        // Data that are nobody else's: the gateway writes into them.
        return structured(await ask(request.query ?? '', request.variables)) as never;
      },
    }),
  });
  const { executor } = await gateway.load();
  return {
    apiSchema: gateway.schema as GraphQLSchema,
    plan: () => used,
    execute: async (ask) => {
      asked = ask.query;
      return answerOf(await executor(contextOf(ask)));
    },
    close: () => gateway.stop(),
  };
};

const ignore = () => undefined;
const structured = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function contextOf({ query, document, variables }: Ask): GatewayGraphQLRequestContext {
  return {
    request: { query, variables: { ...variables } },
    document,
    source: query,
    queryHash: createHash('sha256').update(query).digest('hex'),
    operationName: null,
    context: {},
    metrics: {},
  } as Partial<GatewayGraphQLRequestContext> as GatewayGraphQLRequestContext;
}

interface StockResult {
  readonly data?: unknown;
  readonly errors?: readonly { toJSON?: () => unknown }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

function answerOf({ data, errors, extensions }: StockResult): Answer {
  return {
    data: data === undefined ? undefined : JSON.stringify(data),
    errors: (errors ?? []).map((error) => (error.toJSON?.() ?? error) as GraphQLFormattedError),
    incomplete: Array.isArray(extensions?.['valueCompletion']),
  };
}

/** Stock refuses to start on a supergraph with @authenticated, @requiresScopes or @policy, because it does not enforce them. */
class Gateway extends (ApolloGateway as unknown as OpenGateway) {
  createSchemaFromSupergraphSdl(supergraphSdl: string) {
    const supergraph = Supergraph.build(supergraphSdl, {
      supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
      validateSupergraph: false,
    });
    this.createServices(supergraph.subgraphsMetadata());
    return { supergraph, supergraphSdl };
  }
}

// The same class with a member that it declares private; TypeScript lets nobody extend those.
type OpenGateway = new (config: GatewayConfig) => Pick<ApolloGateway, 'load' | 'stop' | 'executor' | 'schema'> & {
  createServices(services: readonly { readonly name: string; readonly url?: string }[]): void;
};

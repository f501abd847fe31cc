import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph, type ServiceDefinition } from '@apollo/federation-internals';
import { ApolloGateway, type GatewayConfig } from '@apollo/gateway';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import type { Log } from '@stoa/platform';
import type { GraphQLSchema } from 'graphql';
import { keepApolloQuiet } from '../env.ts';

export interface LoadedGateway {
  readonly apiSchema: GraphQLSchema;
  readonly execute: GatewayExecutor;
  readonly close: () => Promise<void>;
}

interface Options extends Pick<GatewayConfig, 'buildService'> {
  readonly supergraphSdl: string;
  readonly logger: Log;
}

/** Starts @apollo/gateway on one supergraph. Everything that depends on its private members is in this file. */
export const loadGateway = async ({ supergraphSdl, buildService, logger }: Options): Promise<LoadedGateway> => {
  keepApolloQuiet();
  const gateway = new StoaGateway({
    supergraphSdl,
    ...(buildService && { buildService }),
    __exposeQueryPlanExperimental: false,
    logger: quiet(logger),
  });
  const { executor } = await gateway.load();
  return { apiSchema: gateway.schema as GraphQLSchema, execute: executor, close: () => gateway.stop() };
};

/**
 * Stock refuses to start on a supergraph with @authenticated, @requiresScopes or @policy, because it does not enforce them.
 * Ours does not either: subgraph-kit does, in every subgraph.
 */
export class StoaGateway extends (ApolloGateway as unknown as OpenGateway) {
  createSchemaFromSupergraphSdl(supergraphSdl: string) {
    const supergraph = Supergraph.build(supergraphSdl, {
      supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
      validateSupergraph: false,
    });
    this.createServices(supergraph.subgraphsMetadata());
    return { supergraph, supergraphSdl };
  }
}

// The same class with the two members that it declares private; TypeScript lets nobody extend those.
type OpenGateway = new (config: GatewayConfig) => Pick<ApolloGateway, 'load' | 'stop' | 'executor' | 'schema'> & {
  createServices(services: readonly Pick<ServiceDefinition, 'name' | 'url'>[]): void;
};

const quiet = (log: Log) => ({
  debug: () => {},
  info: () => {},
  warn: (message?: unknown) => log.warn({ gateway: String(message) }, 'gateway'),
  error: (message?: unknown) => log.error({ gateway: String(message) }, 'gateway'),
});

import { hiveGateway } from './hive-gateway.ts';
import { apolloRouter, cosmo, hiveRouter, hiveRouterAndSubgraphs } from './native-routers.ts';
import { bare, monolith, stock } from './node-servers.ts';
import { stoa, stoaApollo, stoaDirect } from './stoa.ts';
import type { Variant } from './variant.ts';

/** All that can be measured, in the order of the tables. */
export const VARIANTS: readonly Variant[] = [
  stoa,
  stoaApollo,
  stoaDirect,
  hiveRouter,
  hiveRouterAndSubgraphs,
  cosmo,
  apolloRouter,
  hiveGateway,
  stock,
  monolith('graphql-js'),
  monolith('graphql-jit'),
  bare,
];

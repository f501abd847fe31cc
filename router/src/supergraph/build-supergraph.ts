import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { DocumentNode } from 'graphql';

/** Reads a supergraph as Apollo's planner knows it, those with rules of access included. @throws when it cannot be read */
export const buildSupergraph = (supergraph: string | DocumentNode): Supergraph =>
  Supergraph.build(supergraph, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: false,
  });

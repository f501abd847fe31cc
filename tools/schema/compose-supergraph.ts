import { composeServices } from '@apollo/composition';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { SubgraphSource } from './subgraph-sources.ts';

export interface Supergraph {
  readonly sdl: string;
  /** What a client of the router may ask. */
  readonly apiSchema: GraphQLSchema;
  /** Remarks of the composition that a reviewer should read. */
  readonly hints: readonly string[];
}

// How types were merged: of no use to a reader.
const CHATTER = 'DEBUG';
// Each subgraph describes another's entity from where it stands: the owner's words are the ones that are read.
const EXPECTED = new Set(['INCONSISTENT_DESCRIPTION']);

/** One graph out of the subgraphs, or every reason why they do not fit together. */
export const composeSupergraph = (
  subgraphs: readonly SubgraphSource[],
): { readonly supergraph: Supergraph } | { readonly errors: readonly string[] } => {
  const composed = composeServices(subgraphs.map(({ name, url, document }) => ({ name, url, typeDefs: document })));
  if (composed.errors) return { errors: composed.errors.map(explain) };
  return {
    supergraph: {
      sdl: composed.supergraphSdl,
      apiSchema: composed.schema.toAPISchema().toGraphQLJSSchema(),
      hints: composed.hints
        .filter(({ definition: { level, code } }) => level.name !== CHATTER && !EXPECTED.has(code))
        .map(
          ({ definition, message }) => `${definition.level.name} ${definition.code}: ${message.replace(/\s+/g, ' ')}`,
        ),
    },
  };
};

const explain = (error: GraphQLError): string =>
  `${typeof error.extensions['code'] === 'string' ? `${error.extensions['code']}: ` : ''}${error.message}`;

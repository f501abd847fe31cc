import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { enforceAuthorization } from './authorization.ts';
import { batchEntities, type ResolveReferences } from './entities.ts';
import { sharedResolvers } from './shared-resolvers.ts';

/** The value types that every subgraph shares. */
export const SHARED_SCHEMA = path.join(import.meta.dirname, '../schema/shared.graphql');

export type ResolverTable = Readonly<Record<string, unknown>>;

/** A subgraph's whole SDL: the shared value types and every file of its schema room, in the order of their names. */
export const readTypeDefs = (directory: string): string => {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.graphql'))
    .toSorted()
    .map((file) => path.join(directory, file));
  return [SHARED_SCHEMA, ...files].map((file) => readFileSync(file, 'utf8')).join('\n');
};

/** An executable subgraph schema with batched entities and enforced authorization. */
export const buildSchema = <Context>({
  typeDefs,
  resolvers,
  references,
}: {
  typeDefs: string;
  resolvers: ResolverTable;
  references: Readonly<Record<string, ResolveReferences<Context>>>;
}): GraphQLSchema => {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(typeDefs), resolvers: { ...sharedResolvers, ...resolvers } as never },
  ]);
  batchEntities(schema, references);
  enforceAuthorization(schema);
  return schema;
};

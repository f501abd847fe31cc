import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { knownOperations, operationFaults, type KnownOperation } from './known-operations.ts';
import { subgraphSources, type SubgraphName } from './subgraph-sources.ts';
import { writeWhenChanged } from './write-when-changed.ts';

const SUPERGRAPH = 'schema/supergraph.graphql';

export interface Generated {
  /** How many files there are, changed or not. */
  readonly files: number;
  readonly changed: readonly string[];
  /** What could not be generated, with its subgraph or file; everything else was. */
  readonly faults: readonly string[];
}

/**
 * Writes what every subgraph's code is typed by. Operations are generated against `schema/supergraph.graphql`; while it is
 * missing there are none.
 */
export const generateTypes = async (root: string): Promise<Generated> => {
  const asked = await operations(root);
  const resolved = await resolvers(root);
  const generated = new Map([...resolved.texts, ...asked.texts]);
  const changed = [...generated].filter(([path, text]) => writeWhenChanged(join(root, path), text));
  return {
    files: generated.size,
    changed: changed.map(([path]) => path),
    faults: [...resolved.faults, ...asked.faults],
  };
};

async function resolvers(root: string): Promise<{ texts: Map<string, string>; faults: string[] }> {
  const subgraphs = subgraphSources(root);
  const texts = new Map<string, string>();
  const faults: string[] = [];
  if (subgraphs.length === 0) return { texts, faults };
  const { resolverTypes } = await import('./resolver-types.ts');
  // One subgraph's mistake must not keep the others from their types.
  for (const subgraph of subgraphs)
    await resolverTypes(root, subgraph).then(
      (text) => texts.set(`subgraphs/${subgraph.name}/src/generated/resolvers-types.ts`, text),
      (fault: unknown) => faults.push(`${subgraph.name}: ${(fault as Error).message}`),
    );
  return { texts, faults };
}

async function operations(root: string): Promise<{ texts: Map<string, string>; faults: string[] }> {
  const { operations: known, faults } = knownOperations(root);
  const asked = known.filter(({ askedBy }) => askedBy.length > 0);
  if (asked.length === 0 || !existsSync(join(root, SUPERGRAPH))) return { texts: new Map(), faults };
  const [{ operationTypes }, schema] = await Promise.all([import('./operation-types.ts'), apiSchema(root)]);
  const valid = asked.filter((operation) => operationFaults(schema, [operation]).length === 0);
  const texts = [...byAsker(valid)].map(
    async ([asker, its]) =>
      [`subgraphs/${asker}/src/generated/operations.ts`, await operationTypes(schema, its)] as const,
  );
  return { texts: new Map(await Promise.all(texts)), faults: [...faults, ...operationFaults(schema, asked)] };
}

function byAsker(known: readonly KnownOperation[]): Map<SubgraphName, KnownOperation[]> {
  const asked = new Map<SubgraphName, KnownOperation[]>();
  for (const operation of known)
    for (const asker of operation.askedBy) asked.set(asker, [...(asked.get(asker) ?? []), operation]);
  return asked;
}

async function apiSchema(root: string): Promise<GraphQLSchema> {
  // Loading the federation library takes longer than using it: only who needs it pays.
  const { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } = await import('@apollo/federation-internals');
  const sdl = readFileSync(join(root, SUPERGRAPH), 'utf8');
  return Supergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES })
    .apiSchema()
    .toGraphQLJSSchema();
}

import { print, type VariableDefinitionNode } from 'graphql';
import type { FetchText } from '../transport/subgraph-transport.ts';
import type { FetchSpec, FetchSpecs, VariableUsage } from './fetch-spec.ts';

/** One query that asks a subgraph about several lists of entities, each under an alias and with a variable of its own. */
export interface CombinedFetch {
  readonly query: FetchText;
  readonly variableUsages: readonly VariableUsage[];
}

export const aliasOf = (at: number): string => `_e${at}`;
/** Begins as no variable of a client can that the planner has let through: it is checked below. */
export const representationsOf = (at: number): string => `_r${at}`;

export interface CombineFetches {
  /** Undefined when these cannot be one query. */
  readonly of: (specs: readonly FetchSpec[]) => CombinedFetch | undefined;
}

const MOST_REMEMBERED = 500;

/** Puts together what goes to one subgraph at the same time; remembers by the specs what came of it. */
export const combineFetches = (specsOf: FetchSpecs): CombineFetches => {
  const known = new Map<string, CombinedFetch | undefined>();
  const ids = new WeakMap<FetchText, number>();
  let lastId = 0;
  const idOf = ({ query }: FetchSpec): number => {
    let id = ids.get(query);
    if (id === undefined) ids.set(query, (id = lastId += 1));
    return id;
  };
  return {
    of: (specs) => {
      const key = specs.map(idOf).join(' ');
      if (known.has(key)) return known.get(key);
      if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value as string);
      const combined = combine(specs, specsOf);
      known.set(key, combined);
      return combined;
    },
  };
};

function combine(specs: readonly FetchSpec[], specsOf: FetchSpecs): CombinedFetch | undefined {
  const [first] = specs;
  if (!first) return undefined;
  const definitions = new Map<string, VariableDefinitionNode>();
  const usages = new Map(specs.flatMap(({ variableUsages }) => variableUsages).map((usage) => [usage.name, usage]));
  const fields: string[] = [];
  for (const [at, { entities }] of specs.entries()) {
    if (!entities?.parts) return undefined;
    for (const definition of entities.parts.variables) definitions.set(definition.variable.name.value, definition);
    fields.push(`${aliasOf(at)}: _entities(representations: $${representationsOf(at)}) ${entities.parts.text}`);
  }
  if (specs.some((_, at) => definitions.has(representationsOf(at)))) return undefined;
  const variables = [
    ...specs.map((_, at) => `$${representationsOf(at)}: [_Any!]!`),
    ...[...definitions.values()].map((definition) => print(definition)),
  ];
  const { subgraph, kind } = first.query;
  return {
    query: specsOf.text(subgraph, kind, `query(${variables.join(', ')}) { ${fields.join(' ')} }`),
    variableUsages: [...usages.values()],
  };
}

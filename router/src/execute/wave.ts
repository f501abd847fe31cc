import { aliasOf, representationsOf, type CombineFetches } from '../compile/combine-fetches.ts';
import { REPRESENTATIONS, type FetchSpec, type VariableUsage } from '../compile/fetch-spec.ts';
import type { EngineRequest } from '../engine/engine.ts';
import type { SubgraphFetch } from '../transport/subgraph-transport.ts';
import { own, setOwn } from '../compile/own-property.ts';
import type { SubgraphError } from './subgraph-error.ts';

/** What a subgraph says of a list of entities. */
export interface EntitiesAnswer {
  /** In the order asked; undefined when there is none. */
  readonly entities: readonly unknown[] | undefined;
  /** Paths begin with `_entities` and a position, or are absent. */
  readonly errors: readonly SubgraphError[] | undefined;
}

/** Where fetches of entities wait for those that leave at the same time. */
export interface Wave {
  readonly ask: (spec: FetchSpec, representations: readonly unknown[]) => Promise<EntitiesAnswer>;
}

export type Send = (fetch: SubgraphFetch) => Promise<FetchAnswer>;
export interface FetchAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly SubgraphError[] | undefined;
}

/** What subgraphs take in one request (API.md). */
export const MOST_REPRESENTATIONS = 1_000;

interface Waiting {
  readonly spec: FetchSpec;
  readonly representations: readonly unknown[];
  readonly settle: (answer: EntitiesAnswer) => void;
}

/** Collects what is asked in one turn of a plan and sends one request to each subgraph, of at most 1,000 representations. */
export const waveOf = (request: EngineRequest, send: Send, combine: CombineFetches): Wave => {
  let waiting: Waiting[] = [];

  const flush = () => {
    const leaving = waiting;
    waiting = [];
    if (leaving.length === 1) sendAlone(leaving[0] as Waiting);
    else for (const group of Map.groupBy(leaving, ({ spec }) => spec.query.subgraph).values()) sendGroup(group);
  };

  const sendAlone = ({ spec, representations, settle }: Waiting) => {
    void send({
      query: spec.query,
      variables: pick(request.variables, spec.variableUsages),
      representations: [{ variable: REPRESENTATIONS, values: representations }],
      request,
    }).then(({ data, errors }) => settle({ entities: listOf(data, '_entities'), errors }));
  };

  const sendGroup = (group: Waiting[]) => {
    for (const part of partsOf(group)) {
      const combined = part.length > 1 ? combine.of(part.map(({ spec }) => spec)) : undefined;
      if (!combined) {
        part.forEach(sendAlone);
        continue;
      }
      void send({
        query: combined.query,
        variables: pick(request.variables, combined.variableUsages),
        representations: part.map(({ representations }, at) => ({
          variable: representationsOf(at),
          values: representations,
        })),
        request,
      }).then(({ data, errors }) => {
        part.forEach(({ settle }, at) => {
          settle({ entities: listOf(data, aliasOf(at)), errors: errors && errorsOf(errors, aliasOf(at)) });
        });
      });
    }
  };

  return {
    ask: (spec, representations) =>
      new Promise((settle) => {
        if (waiting.length === 0) queueMicrotask(flush);
        waiting.push({ spec, representations, settle });
      }),
  };
};

/** Groups that stay within what one request may hold. */
function partsOf(group: readonly Waiting[]): Waiting[][] {
  const parts: Waiting[][] = [];
  let size = MOST_REPRESENTATIONS;
  for (const one of group) {
    if (size + one.representations.length > MOST_REPRESENTATIONS) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(one);
    size += one.representations.length;
  }
  return parts;
}

/** Errors of one of several lists, as if it had been asked for alone. Those without a place concern all of them. */
function errorsOf(errors: readonly SubgraphError[], alias: string): readonly SubgraphError[] {
  return errors.flatMap((error) => {
    if (error.path === undefined || error.path.length === 0) return [error];
    return error.path[0] === alias ? [{ ...error, path: ['_entities', ...error.path.slice(1)] }] : [];
  });
}

const listOf = (data: FetchAnswer['data'], name: string): readonly unknown[] | undefined => {
  const list = data?.[name];
  return Array.isArray(list) ? list : undefined;
};

/** The client's values of the variables that a query uses. */
export const pick = (
  variables: EngineRequest['variables'],
  usages: readonly VariableUsage[],
): Readonly<Record<string, unknown>> | undefined => {
  if (usages.length === 0 || variables === undefined) return undefined;
  const picked: Record<string, unknown> = {};
  for (const { name, clientName } of usages) {
    const value = own(variables, clientName);
    if (value !== undefined) setOwn(picked, name, value);
  }
  return picked;
};

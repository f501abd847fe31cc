import { composeServices } from '@apollo/composition';
import { createLog } from '@stoa/platform';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type ExecutionResult } from 'graphql';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { EngineRequest, Identity } from '../../src/engine/engine.ts';
import type { EngineWatch } from '../../src/engine/workshop.ts';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import type { Planner } from '../../src/plan/planner.ts';
import type { SubgraphFetch, SubgraphTransport } from '../../src/transport/subgraph-transport.ts';

export interface FixtureSubgraph {
  readonly sdl: string;
  readonly resolvers: Record<string, unknown>;
}

export const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@authenticated"])\n`;
export const NOBODY: Identity = { key: '', subject: '', isAuthenticated: false, scopes: [], policies: [] };

/** An engine over subgraphs in memory, planned on this thread. */
export const anEngine = (
  subgraphs: Readonly<Record<string, FixtureSubgraph>>,
  options: { takes?: SubgraphTransport['takes']; watch?: EngineWatch; planner?: (planner: Planner) => Planner } = {},
) => {
  const { takes = 'texts', watch = {}, planner = (own) => own } = options;
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, { sdl }]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(FEDERATION + sdl),
    })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.join('\n'));
  const { supergraphSdl } = composed;
  const fetches: SubgraphFetch[] = [];
  const engine = createEngine({
    supergraphSdl,
    planner: planner(inlinePlanner({ supergraphSdl, incrementalDelivery: true })),
    log: createLog({ level: 'silent' }),
    subgraphs: Object.fromEntries(
      Object.entries(subgraphs).map(([name, subgraph]) => [name, transportTo(subgraph, takes)]),
    ),
    watch: { ...watch, onFetch: (fetch) => fetches.push(fetch) },
  });
  return {
    engine,
    fetches,
    ask: async (query: string, request: Partial<EngineRequest> = {}) => {
      const operation = engine.learn(parse(query), query, undefined);
      if (!operation) throw new Error('No such operation');
      const { data, ...answer } = await engine.execute(operation, {
        identity: NOBODY,
        caller: {},
        requestId: 'req_1',
        deadline: new Date(Date.now() + 10_000),
        ...request,
      });

      return { ...answer, text: data, data: data === undefined ? undefined : JSON.parse(data) };
    },
  };
};

/** Runs a subgraph's schema by graphql-js, its answers through JSON as from a wire. */
function transportTo({ sdl, resolvers }: FixtureSubgraph, takes: SubgraphTransport['takes']): SubgraphTransport {
  const schema = buildSubgraphSchema([{ typeDefs: parse(FEDERATION + sdl), resolvers: resolvers as never }]);
  return {
    takes,
    fetch: async ({ query, variables, representations }) => {
      const named = Object.fromEntries(
        representations.map(({ variable, values }) => [
          variable,
          takes === 'texts' ? values.map((text) => JSON.parse(text as string) as unknown) : values,
        ]),
      );
      const answer = (await execute({
        schema,
        document: parse(query.text),
        variableValues: { ...variables, ...named },
      })) as ExecutionResult<Record<string, unknown>>;
      return JSON.parse(JSON.stringify(answer)) as never;
    },
    http: () => Promise.resolve(undefined),
  };
}

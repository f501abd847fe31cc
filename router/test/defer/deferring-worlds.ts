import { composeServices } from '@apollo/composition';
import { parse, validate, type DocumentNode } from 'graphql';
import { generateModel } from '../../conformance/generate/generate-model.ts';
import { generateOperation } from '../../conformance/generate/operation.ts';
import { printSubgraph } from '../../conformance/generate/print-subgraph.ts';
import { randomFrom, type Random } from '../../conformance/generate/random.ts';
import { createSubgraph, type AskSubgraph } from '../../conformance/world/subgraphs.ts';
import { createWorld, type World } from '../../conformance/world/world.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine, EngineAnswer } from '../../src/engine/engine.ts';
import type { EngineWatch } from '../../src/engine/workshop.ts';
import { DEFER_RULES } from '../../src/front/defer-rules.ts';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import type { SubgraphFetch, SubgraphTransport } from '../../src/transport/subgraph-transport.ts';
import { NOBODY } from '../engine/an-engine.ts';
import { aDeferringOperation } from './a-deferring-operation.ts';

export interface DeferringWorld {
  readonly world: World;
  readonly engine: Engine;
  /** A valid operation that defers; undefined when there is none to be had this time. */
  readonly operation: () => { query: string; document: DocumentNode; variables: Record<string, unknown> } | undefined;
  readonly ask: (asked: Asked) => Promise<EngineAnswer>;
}

interface Asked {
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly acceptsParts: boolean;
}

/** A generated graph with an engine that defers; undefined when the graph of this seed does not compose. */
export const aDeferringWorld = (seed: number, watch: EngineWatch = {}): DeferringWorld | undefined => {
  const model = generateModel(randomFrom(seed));
  const services = model.subgraphs.map((name) => ({ name, url: `http://${name}`, sdl: printSubgraph(model, name) }));
  const composed = composeServices(services.map(({ sdl, ...service }) => ({ ...service, typeDefs: parse(sdl) })));
  if (composed.errors) return undefined;
  const { supergraphSdl } = composed;
  const world = createWorld(model, `${seed}`);
  const random = randomFrom(seed + 1);
  const engine = createEngine({
    supergraphSdl,
    planner: inlinePlanner({ supergraphSdl, incrementalDelivery: true }),
    subgraphs: Object.fromEntries(
      model.subgraphs.map((name) => [name, unhurried(createSubgraph(world, name), randomFrom(seed + 2))]),
    ),
    log: SILENT,
    watch,
  });
  return {
    world,
    engine,
    operation: () => {
      const { query: plain, variables } = generateOperation(random, engine.apiSchema);
      const query = aDeferringOperation(plain, random);
      const document = parse(query, { noLocation: true });
      if (validate(engine.apiSchema, parse(plain)).length > 0) return undefined;
      const faults = validate(engine.apiSchema, document, DEFER_RULES);
      if (faults.length > 0) throw new AggregateError(faults, `${query}\n${faults.join('\n')}`);
      return { query, document, variables: variables() };
    },
    ask: ({ query, document, variables, acceptsParts }) => {
      const operation = engine.learn(document, query, undefined);
      if (!operation) throw new Error('No such operation');
      world.sequence = 0;
      return engine.execute(operation, {
        variables,
        identity: NOBODY,
        caller: {},
        requestId: 'req_1',
        deadline: new Date(8.64e15),
        acceptsParts,
      });
    },
  };
};

const ignore = () => undefined;
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore } as never;

/** Answers come in any order. */
function unhurried(ask: AskSubgraph, random: Random): SubgraphTransport {
  return {
    takes: 'objects',
    fetch: async ({ query, variables, representations }: SubgraphFetch) => {
      const named = Object.fromEntries(representations.map(({ variable, values }) => [variable, values]));
      const turns = random.below(4);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return ask(query.text, { ...variables, ...named }) as never;
    },
    http: () => Promise.resolve(undefined),
  };
}

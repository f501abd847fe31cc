import type { QueryPlan } from '@apollo/query-planner';
import { anonymous } from '@stoa/kernel';
import { getOperationAST, getVariableValues, print, type GraphQLSchema } from 'graphql';
import { createEngine } from '../src/engine/create-engine.ts';
import type { Engine, EngineRequest } from '../src/engine/engine.ts';
import { inlinePlanner } from '../src/plan/inline-planner.ts';
import type { Planner } from '../src/plan/planner.ts';
import { requiredFields } from '../src/plan/required-fields.ts';
import { withoutConditions } from '../src/plan/without-conditions.ts';
import type { SubgraphFetch, SubgraphTransport } from '../src/transport/subgraph-transport.ts';
import type { SubgraphResponse } from '@stoa/subgraph-kit';
import type { Answer, Ask, Router } from './router.ts';
import type { AskSubgraph } from './world/subgraphs.ts';

/** How our engine is given representations, and gives them to subgraphs. */
export const TRANSPORTS = ['objects', 'texts'] as const;
export type TransportKind = (typeof TRANSPORTS)[number];

interface Options {
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<string, AskSubgraph>>;
}

export interface UnderTest {
  readonly apiSchema: GraphQLSchema;
  readonly routers: Readonly<Record<TransportKind, Router>>;
  /** The plan that we made of a text. */
  readonly planOf: (query: string) => QueryPlan | undefined;
  /** What we have planned in the place of a question. */
  readonly plannedAs: (ask: Ask) => PlannedAs;
  /** Operations that were left to stock execution, by reason. */
  readonly leftToStock: ReadonlyMap<string, number>;
}

export interface PlannedAs {
  /** Without conditions, and under response names of our own. The same object for what is planned as it stands. */
  readonly ask: Ask;
  /** The client's name of a response name. */
  readonly clientName: (name: string) => string;
}

/** Our engine, over both kinds of transport. The only file of the kit that knows it. */
export const startUnderTest = ({ supergraphSdl, subgraphs }: Options): UnderTest => {
  const { planner, planOf } = rememberingPlanner(inlinePlanner({ supergraphSdl }));
  const leftToStock = new Map<string, number>();
  const engineOver = (kind: TransportKind) =>
    createEngine({
      supergraphSdl,
      planner,
      subgraphs: Object.fromEntries(
        Object.entries(subgraphs).map(([name, ask]) => [name, kind === 'objects' ? objects(ask) : texts(ask)]),
      ),
      log: SILENT,
      watch: { onStock: (_, reason) => void leftToStock.set(reason, (leftToStock.get(reason) ?? 0) + 1) },
    });
  const engines = { objects: engineOver('objects'), texts: engineOver('texts') };
  const { apiSchema } = engines.objects;
  return {
    apiSchema,
    routers: { objects: routerOf(engines.objects), texts: routerOf(engines.texts) },
    planOf,
    plannedAs: plannedAsOf(supergraphSdl, apiSchema),
    leftToStock,
  };
};

function plannedAsOf(supergraphSdl: string, apiSchema: GraphQLSchema): UnderTest['plannedAs'] {
  const { rename, clientName } = requiredFields(supergraphSdl);
  return (ask) => {
    const { variableDefinitions = [] } = getOperationAST(ask.document) ?? {};
    const { coerced = {} } = getVariableValues(apiSchema, variableDefinitions, ask.variables);
    const document = rename(withoutConditions(ask.document, coerced));
    return { ask: document === ask.document ? ask : { ...ask, document, query: print(document) }, clientName };
  };
}

const routerOf = (engine: Engine): Router => ({
  execute: async ({ query, document, variables }): Promise<Answer> => {
    const operation = engine.learn(document, query, undefined);
    if (!operation) throw new Error('the engine found no operation in the document');
    const { data, errors = [] } = await engine.execute(operation, aRequest(variables));
    return { data, errors };
  },
  close: engine.close,
});

const ignore = () => undefined;
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore } as never;
const FOREVER = new Date(8.64e15);

const aRequest = (variables: Readonly<Record<string, unknown>>): EngineRequest => ({
  variables,
  identity: { key: '', subject: '', isAuthenticated: false, scopes: [], policies: [] },
  caller: anonymous,
  requestId: 'conformance',
  deadline: FOREVER,
});

function rememberingPlanner(planner: Planner) {
  const plans = new Map<string, Promise<QueryPlan>>();
  const made = new Map<string, QueryPlan>();
  const remembering: Planner = {
    ...planner,
    plan: (document, operationName) => {
      const key = `${operationName ?? ''} ${document}`;
      let plan = plans.get(key);
      if (!plan) {
        plan = planner.plan(document, operationName);
        plans.set(key, plan);
        void plan.then(
          (ready) => made.set(document, ready),
          () => undefined,
        );
      }
      return plan;
    },
  };
  return { planner: remembering, planOf: (query: string) => made.get(query) };
}

const objects = (ask: AskSubgraph): SubgraphTransport => ({
  takes: 'objects',
  fetch: (fetch) =>
    ask(
      fetch.query.text,
      variablesOf(fetch, (value) => value),
    ) as never,
  http: () => Promise.resolve(undefined),
});

const texts = (ask: AskSubgraph): SubgraphTransport => ({
  takes: 'texts',
  fetch: async (fetch) => {
    const variables = variablesOf(fetch, (value) => JSON.parse(String(value)) as unknown);
    return copied((await ask(fetch.query.text, copied(variables))) as SubgraphResponse);
  },
  http: () => Promise.resolve(undefined),
});

const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function variablesOf(
  { variables, representations }: SubgraphFetch,
  read: (value: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  const added = representations.map(({ variable, values }) => [variable, values.map(read)] as const);
  return { ...variables, ...Object.fromEntries(added) };
}

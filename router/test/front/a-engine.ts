import { buildSchema, execute, getOperationAST, printSchema } from 'graphql';
import { variablesCoercion } from '../../src/engine/coerce-variables.ts';
import type { Engine, EngineAnswer, EngineRequest, Operation } from '../../src/engine/engine.ts';
import { operationMemory } from '../../src/engine/operation-memory.ts';

const SCHEMA = /* GraphQL */ `
  scalar Json
  enum Color {
    RED
    GREEN
  }
  input Filter {
    color: Color
    under: Filter
  }
  interface Node {
    id: ID!
  }
  type Item implements Node {
    id: ID!
    next: Item
    color(like: Color): Color
  }
  type Query {
    hello(name: String = "you"): String!
    version: String
    caller: String
    item: Item
    node: Node
    items(first: Int!, filter: Filter): [Item!]!
    echo(value: Json): String
    long(size: Int!): String
    fails: String
    failsWhole: String!
    waits: String
    aborted: String
  }
  type Mutation {
    write: String
  }
  type Subscription {
    ticks: Int
  }
`;

export interface AnEngine extends Engine {
  readonly executed: EngineRequest[];
  readonly learned: string[];
  learn: Engine['learn'];
  isClosed: boolean;
  /** Lets `waits` go on. */
  goOn: () => void;
}

/** A small engine over graphql-js, with the contract of the real one. */
export const anEngine = ({ version = 'one' }: { version?: string } = {}): AnEngine => {
  const apiSchema = buildSchema(SCHEMA);
  const memory = operationMemory<Operation>();
  const waiting = Promise.withResolvers<string>();
  const item = { __typename: 'Item', id: '1', next: { id: '2' }, color: 'RED' };
  const rootValue = {
    hello: ({ name }: { name: string }) => `Hello ${name}`,
    version,
    caller: (_: unknown, { request }: { request: EngineRequest }) => JSON.stringify(request.caller),
    item,
    node: item,
    items: ({ first }: { first: number }) => Array.from({ length: first }, (_, id) => ({ id })),
    echo: ({ value }: { value: unknown }) => JSON.stringify(value),
    long: ({ size }: { size: number }) => 'long '.repeat(size / 5),
    fails: () => fault('Not today.'),
    failsWhole: () => fault('Not at all.'),
    waits: () => waiting.promise,
    aborted: (_: unknown, { request }: { request: EngineRequest }) =>
      new Promise((resolve) => request.leaving?.add({ leave: () => resolve('left') })),
    write: 'written',
  };
  const engine: AnEngine = {
    apiSchema,
    supergraphSdl: printSchema(apiSchema),
    subgraphs: [],
    topics: [],
    executed: [],
    learned: [],
    isClosed: false,
    goOn: () => waiting.resolve('done'),
    find: memory.get,
    learn: (document, query, operationName) => {
      const definition = getOperationAST(document, operationName);
      if (!definition) return undefined;
      engine.learned.push(query);
      const operation = { query, document, definition, name: definition.name?.value, costOf: () => 1 };
      memory.set(query, operationName, operation);
      return operation;
    },
    live: () => fault('No subscriptions here.'),
    execute: async ({ document, definition }, request): Promise<EngineAnswer> => {
      if (engine.isClosed) throw new Error('executed after its end');
      engine.executed.push(request);
      const { coerced, errors } = variablesCoercion(apiSchema, definition)(request.variables);
      if (!coerced) return { errors, status: 400 };
      const admission = await request.admit?.({ query: '', document, definition, name: '', costOf: () => 1 }, coerced);
      const { extensions } = admission ?? {};
      if (admission?.refusal)
        return { errors: [admission.refusal.error], ...admission.refusal, ...(extensions && { extensions }) };
      const operationName = definition.name?.value;
      const result = await execute({
        schema: apiSchema,
        document,
        rootValue,
        contextValue: { request },
        operationName,
        variableValues: request.variables,
      });
      return {
        ...(result.data !== undefined && { data: JSON.stringify(result.data) }),
        ...(result.errors && { errors: result.errors.map((error) => error.toJSON()) }),
        ...(extensions && { extensions }),
      };
    },
    warm: () => Promise.resolve(),
    recent: memory.recent,
    close: () => {
      engine.isClosed = true;
      return Promise.resolve();
    },
  };
  return engine;
};

const fault = (message: string) => {
  throw new Error(message);
};

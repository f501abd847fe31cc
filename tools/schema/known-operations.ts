import { globSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  Source,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { pascal } from './lint/subject.ts';
import { isSubgraphName, type SubgraphName } from './subgraph-sources.ts';

/** One operation that the graph knows by name: a page of the storefront, or what a command asks. */
export interface KnownOperation {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly name: string;
  readonly text: string;
  readonly document: DocumentNode;
  /** Subgraphs that ask it, from its first line `# asked by: orders`; empty outside `commands/`. */
  readonly askedBy: readonly SubgraphName[];
}

const AUDIENCES = ['storefront', 'back-office', 'commands'];

/** Reads `schema/operations/`. What is wrong with a file's own form (syntax, name, asker) is a fault, not an operation. */
export const knownOperations = (root: string): { operations: KnownOperation[]; faults: string[] } => {
  const read = AUDIENCES.flatMap((audience) =>
    globSync(join(root, 'schema/operations', audience, '*.graphql')).sort(),
  ).map((path) => readOperation(root, path));
  return {
    operations: read.filter((operation) => typeof operation !== 'string'),
    faults: read.filter((fault) => typeof fault === 'string'),
  };
};

/** Every way in which an operation asks what the graph does not answer, with its file and line. */
export const operationFaults = (schema: GraphQLSchema, operations: readonly KnownOperation[]): string[] =>
  operations.flatMap(({ path, document }) =>
    faultsOf(schema, document).map((error) => `${path}:${lineOf(error)}: ${error.message}`),
  );

// graphql-js 16 throws where the root field of a subscription stands under a condition that is a variable.
function faultsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function readOperation(root: string, path: string): KnownOperation | string {
  const name = relative(root, path).replaceAll('\\', '/');
  const text = readFileSync(path, 'utf8');
  const document = tryParse(text, name);
  if (document instanceof GraphQLError) return `${name}:${lineOf(document)}: ${document.message}`;
  const operation = getOperationAST(document, null);
  if (operation?.name?.value !== nameOfFile(path)) return `${name}: holds one operation, ${nameOfFile(path)}`;
  const askers = askersOf(text);
  if (name.includes('/commands/') && operation.operation === OperationTypeNode.SUBSCRIPTION)
    return `${name}: a command asks once, it does not subscribe`;
  if (name.includes('/commands/') && (askers.length === 0 || !askers.every(isSubgraphName)))
    return `${name}: the first line says who asks, like "# asked by: orders"`;
  return { path: name, name: operation.name.value, text, document, askedBy: askers.filter(isSubgraphName) };
}

/** `cart-order-facts.graphql` holds CartOrderFacts. */
const nameOfFile = (path: string): string => basename(path, '.graphql').split('-').map(pascal).join('');

const askersOf = (text: string): string[] => /^# asked by: (.+)/.exec(text)?.[1]?.trim().split(/,\s*/) ?? [];

const lineOf = (error: GraphQLError): number => error.locations?.[0]?.line ?? 1;

function tryParse(text: string, name: string): DocumentNode | GraphQLError {
  try {
    return parse(new Source(text, name));
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

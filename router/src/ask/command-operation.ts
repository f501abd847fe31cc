import { parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

/** An operation of `schema/operations/commands`, registered to the subgraph that asks it. */
export interface CommandOperation {
  readonly id: string;
  readonly subgraph: string;
  readonly document: string;
}

export interface RegisteredOperation {
  readonly query: string;
  readonly document: DocumentNode;
}

/** What subgraphs' commands may ask, found by who asks and which. */
export interface RegisteredOperations {
  readonly find: (subgraph: string, id: string) => RegisteredOperation | undefined;
  readonly all: readonly RegisteredOperation[];
  /** @throws naming every one that this graph does not answer. */
  readonly check: (schema: GraphQLSchema) => void;
}

/** @throws when a document cannot be parsed. */
export const registerOperations = (operations: readonly CommandOperation[]): RegisteredOperations => {
  const parsed = operations.map((operation) => ({
    ...operation,
    query: operation.document,
    document: parse(operation.document),
  }));
  const found = new Map(parsed.map((operation) => [keyOf(operation.subgraph, operation.id), operation]));
  return {
    find: (subgraph, id) => found.get(keyOf(subgraph, id)),
    all: parsed,
    check: (schema) => {
      const faults = parsed.flatMap(({ id, subgraph, document }) =>
        validate(schema, document).map((fault) => `${id} of ${subgraph}: ${fault.message}`),
      );
      if (faults.length > 0) throw new Error(`Registered operations do not fit the supergraph:\n${faults.join('\n')}`);
    },
  };
};

const keyOf = (subgraph: string, id: string) => JSON.stringify([subgraph, id]);

import { parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

/** An operation of `schema/operations/commands`, registered to the subgraph that asks it. */
export interface CommandOperation {
  readonly id: string;
  readonly subgraph: string;
  readonly document: string;
}

export interface PreparedOperation {
  readonly query: string;
  readonly document: DocumentNode;
}

/** The registered operations, found by who asks and which. @throws naming every one that the graph does not answer. */
export const prepareOperations = (schema: GraphQLSchema, operations: readonly CommandOperation[]) => {
  const faults: string[] = [];
  const prepared = new Map<string, PreparedOperation>();
  for (const { id, subgraph, document: query } of operations) {
    const document = parse(query);
    faults.push(...validate(schema, document).map((fault) => `${id} of ${subgraph}: ${fault.message}`));
    prepared.set(keyOf(subgraph, id), { query, document });
  }
  if (faults.length > 0) throw new Error(`Registered operations do not fit the supergraph:\n${faults.join('\n')}`);
  return { find: (subgraph: string, id: string) => prepared.get(keyOf(subgraph, id)) };
};

const keyOf = (subgraph: string, id: string) => JSON.stringify([subgraph, id]);

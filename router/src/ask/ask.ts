import type { GraphTransport } from '@stoa/subgraph-kit';
import type { Engine } from '../engine/engine.ts';
import { prepareOperations, type CommandOperation } from './command-operation.ts';

/**
 * The way by which a subgraph's command reads across the graph: registered operations only, past the front's limits, with
 * what is left of the asker's time. @throws when a registered operation does not fit the supergraph.
 */
export const askOver = (engine: Engine, operations: readonly CommandOperation[]): GraphTransport => {
  const registered = prepareOperations(engine.apiSchema, operations);
  return async ({ subgraph, operationId, variables, caller, requestId, deadline, signal }) => {
    const operation = registered.find(subgraph, operationId);
    if (!operation) return { errors: [notRegistered(subgraph, operationId)] };
    return engine.execute({ ...operation, variables, caller, requestId, deadline, signal });
  };
};

const notRegistered = (subgraph: string, operationId: string) => ({
  message: `${operationId} is not registered to ${subgraph}.`,
  extensions: { code: 'OPERATION_NOT_REGISTERED' },
});

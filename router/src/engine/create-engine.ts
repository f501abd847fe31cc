import { getOperationAST, OperationTypeNode } from 'graphql';
import { internalError } from '../masked-errors.ts';
import type { Engine } from './engine.ts';
import { executeOperation } from './execute-operation.ts';
import { knownOperation, type KnownOperation } from './known-operation.ts';
import { liveOperations } from './live-operation.ts';
import { operationMemory } from './operation-memory.ts';
import { workshopOf, type EngineOptions } from './workshop.ts';

/**
 * The engine for one supergraph: plans of @apollo/query-planner, carried out by functions that are compiled once for each
 * plan. @throws when the supergraph names a subgraph without a transport.
 */
export const createEngine = (options: EngineOptions): Engine => {
  const { supergraphSdl, planner } = options;
  const workshop = workshopOf(options);
  const operations = operationMemory<KnownOperation>(options.remembered);
  const live = liveOperations(workshop);

  return {
    apiSchema: workshop.apiSchema,
    supergraphSdl,
    subgraphs: planner.supergraph.subgraphs.map(({ name }) => name),
    topics: [...new Set([...workshop.eventFields.values()].flatMap(({ topics }) => topics))],
    find: operations.get,
    learn: (document, query, operationName) => {
      const known = operations.get(query, operationName);
      if (known) return known;
      const definition = getOperationAST(document, operationName);
      if (!definition) return undefined;
      // Under its own name too: clients that say it and clients that need not share one plan.
      const name = definition.name?.value;
      const operation = operations.get(query, name) ?? knownOperation(workshop, { document, definition, query });
      operations.set(query, operationName, operation);
      if (name !== operationName) operations.set(query, name, operation);
      return operation;
    },
    execute: (operation, request) =>
      executeOperation(workshop, operation as KnownOperation, request).catch((error: unknown) => {
        workshop.log.error({ err: error, requestId: request.requestId }, 'operation failed');
        return { errors: [internalError(request.requestId)], status: 500 };
      }),
    live,
    warm: async (operation, identity) => {
      if (operation.definition.operation === OperationTypeNode.SUBSCRIPTION) await live(operation).warm(identity);
      else {
        const { executableFor } = operation as KnownOperation;
        await executableFor(identity, NO_VARIABLES);
        await executableFor(identity, NO_VARIABLES, true);
      }
    },
    recent: operations.recent,
    close: () => planner.close(),
  };
};

/** What is skipped and included by variables that nobody set. */
const NO_VARIABLES = {};

import type { GraphTransport, SubgraphResponse } from '@stoa/subgraph-kit';
import { identityOfCaller } from '../caller/identity-of-caller.ts';
import type { CurrentEngine } from '../engine/current-engine.ts';
import { leavingOf } from '../engine/leaving.ts';
import type { EngineAnswer } from '../engine/engine.ts';
import type { RegisteredOperations } from './command-operation.ts';

/**
 * The way by which a subgraph's command reads across the graph: registered operations only, past the front's limits, with
 * what is left of the asker's time.
 */
export const askOver =
  (engines: CurrentEngine, registered: RegisteredOperations): GraphTransport =>
  async ({ subgraph, operationId, variables, caller, requestId, deadline, signal }) => {
    const engine = engines.current();
    const found = registered.find(subgraph, operationId);
    const operation = found && engine.learn(found.document, found.query, undefined);
    if (!operation) return { errors: [notRegistered(subgraph, operationId)] };
    const release = engines.lease(engine);
    try {
      const identity = identityOfCaller(caller);
      return responseOf(
        await engine.execute(operation, {
          variables,
          identity,
          caller,
          requestId,
          deadline,
          leaving: signal && leavingOf(signal),
        }),
      );
    } finally {
      release();
    }
  };

const responseOf = ({ data, errors }: EngineAnswer): SubgraphResponse => ({
  ...(data !== undefined && { data: JSON.parse(data) as Record<string, unknown> | null }),
  ...(errors && { errors }),
});

const notRegistered = (subgraph: string, operationId: string) => ({
  message: `${operationId} is not registered to ${subgraph}.`,
  extensions: { code: 'OPERATION_NOT_REGISTERED' },
});

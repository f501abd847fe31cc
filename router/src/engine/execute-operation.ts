import { OperationTypeNode, type GraphQLFormattedError } from 'graphql';
import { errorsFor } from '../authorize/prune.ts';
import { clientErrors } from '../execute/client-errors.ts';
import { waveOf } from '../execute/wave.ts';
import type { RequestState } from '../execute/request-state.ts';
import { internalError } from '../masked-errors.ts';
import type { Workshop } from './workshop.ts';
import type { CoercedVariables, EngineAnswer, EngineRequest } from './engine.ts';
import type { Executable, Runnable } from './executable.ts';
import type { KnownOperation } from './known-operation.ts';

/** One execution: variables, admission, the plan for these rights, fetches, answer. */
export const executeOperation = async (
  workshop: Workshop,
  operation: KnownOperation,
  request: EngineRequest,
): Promise<EngineAnswer> => {
  const { coerced, errors } = operation.coerce(request.variables);
  if (!coerced) return { errors, status: 400 };

  const { admit } = request;
  const admitted = admit && admit(operation, coerced);
  const admission = admitted instanceof Promise ? await admitted : admitted;
  if (admission?.refusal) {
    const { error, status, headers } = admission.refusal;
    return { errors: [error], status, headers, extensions: admission.extensions };
  }

  const ready = operation.executableFor(request.identity, coerced);
  const executable = ready instanceof Promise ? await ready : found(ready, workshop);
  if (!executable.run) return { errors: [executable.error], status: executable.status };

  const state = stateOf(workshop, operation, { request, coerced });
  const running = executable.run(state);
  if (running) await running;
  const answer = answerOf(workshop, { operation, executable, state });
  return admission?.extensions ? { ...answer, extensions: admission.extensions } : answer;
};

function found(executable: Executable, { watch }: Workshop): Executable {
  watch.onPlanFound?.();
  return executable;
}

function stateOf(
  { send, combine }: Workshop,
  { definition }: KnownOperation,
  { request, coerced }: { request: EngineRequest; coerced: CoercedVariables },
): RequestState {
  return {
    request,
    coerced,
    isMutation: definition.operation === OperationTypeNode.MUTATION,
    data: {},
    errors: [],
    entities: new Map(),
    wave: waveOf(request, send, combine),
  };
}

interface Executed {
  readonly operation: KnownOperation;
  readonly executable: Runnable;
  readonly state: RequestState;
}

function answerOf(workshop: Workshop, { operation, executable, state }: Executed): EngineAnswer {
  const { request, coerced } = state;
  const { introspection } = operation;
  const text = executable.project(state.data, introspection?.(coerced));
  const errors = errorsOf(workshop, executable, state);
  if (text !== null) return errors.length === 0 ? { data: text } : { data: text, errors };
  // A null at the root without a reason would be an answer that says nothing.
  return { data: 'null', errors: errors.length === 0 ? [internalError(request.requestId)] : errors };
}

function errorsOf(workshop: Workshop, { pruned }: Runnable, state: RequestState): readonly GraphQLFormattedError[] {
  const { request, coerced, errors } = state;
  const refused = pruned ? errorsFor(pruned, coerced, request.identity) : NONE;
  if (errors.length === 0) return refused;
  const { passedErrors, log, clientName } = workshop;
  const { requestId } = request;
  return [...refused, ...clientErrors(errors, { passed: passedErrors, log, requestId, responseNameOf: clientName })];
}

const NONE: readonly GraphQLFormattedError[] = [];

import { OperationTypeNode } from 'graphql';
import { waveOf } from '../execute/wave.ts';
import type { RequestState } from '../execute/request-state.ts';
import { internalError } from '../masked-errors.ts';
import type { Workshop } from './workshop.ts';
import type { CoercedVariables, EngineAnswer, EngineRequest } from './engine.ts';
import { errorsOf } from './answer-errors.ts';
import type { Executable, Runnable } from './executable.ts';
import { executeInParts } from './execute-in-parts.ts';
import type { KnownOperation } from './known-operation.ts';

/** One execution: variables, admission, the plan for these rights, fetches, answer. */
export const executeOperation = async (
  workshop: Workshop,
  operation: KnownOperation,
  request: EngineRequest,
): Promise<EngineAnswer> => {
  if (operation.definition.operation === OperationTypeNode.SUBSCRIPTION) return NOT_A_SUBSCRIPTION;
  const { coerced, errors } = operation.coerce(request.variables);
  if (!coerced) return { errors, status: 400 };

  const { admit } = request;
  const admitted = admit && admit(operation, coerced);
  const admission = admitted instanceof Promise ? await admitted : admitted;
  if (admission?.refusal) {
    const { error, status, headers } = admission.refusal;
    return { errors: [error], status, headers, extensions: admission.extensions };
  }

  const ready = operation.executableFor(request.identity, coerced, request.acceptsParts);
  const executable = ready instanceof Promise ? await ready : found(ready, workshop);
  if (!executable.run) return { errors: [executable.error], status: executable.status };

  const state = stateOf(workshop, operation, { request, coerced });
  const answering = executable.inParts ? executeInParts : executeWhole;
  const answer = await answering(workshop, { operation, executable, state });
  return admission?.extensions ? { ...answer, extensions: admission.extensions } : answer;
};

function executeWhole(workshop: Workshop, executed: Executed): EngineAnswer | Promise<EngineAnswer> {
  const running = executed.executable.run(executed.state);
  return running ? running.then(() => wholeOf(workshop, executed)) : wholeOf(workshop, executed);
}

function wholeOf(workshop: Workshop, executed: Executed): EngineAnswer {
  const answer = answerOf(workshop, executed);
  const { cursor } = executed.operation;
  return cursor ? { ...answer, cursor: cursor.read(executed.state.data) } : answer;
}

const NOT_A_SUBSCRIPTION: EngineAnswer = {
  errors: [{ message: 'Subscriptions are not served here.', extensions: { code: 'OPERATION_NOT_SERVED' } }],
  status: 400,
};

function found(executable: Executable, { watch }: Workshop): Executable {
  watch.onPlanFound?.();
  return executable;
}

/** The beginning of one execution. */
export function stateOf(
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

/** What is in the data, as the client asked for it. */
export function answerOf(workshop: Workshop, { operation, executable, state }: Executed): EngineAnswer {
  const { request, coerced } = state;
  const { introspection } = operation;
  const text = executable.project(state.data, introspection?.(coerced));
  const errors = errorsOf(workshop, executable, state);
  if (text !== null) return errors.length === 0 ? { data: text } : { data: text, errors };
  // A null at the root without a reason would be an answer that says nothing.
  return { data: 'null', errors: errors.length === 0 ? [internalError(request.requestId)] : errors };
}

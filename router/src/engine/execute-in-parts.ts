import type { RequestState } from '../execute/request-state.ts';
import { internalError } from '../masked-errors.ts';
import { errorsOf } from './answer-errors.ts';
import type { InParts } from './deferred-part.ts';
import type { EngineAnswer } from './engine.ts';
import type { Runnable } from './executable.ts';
import type { KnownOperation } from './known-operation.ts';
import { PartsDelivery } from './parts-delivery.ts';
import type { Workshop } from './workshop.ts';

interface Execution {
  readonly operation: KnownOperation;
  readonly executable: Runnable;
  readonly state: RequestState;
}

/** Answers as soon as the first part is there; the others come with the answer's `parts`. */
export const executeInParts = async (
  workshop: Workshop,
  { operation, executable, state }: Execution,
): Promise<EngineAnswer> => {
  const inParts = executable.inParts as InParts;
  const delivery = new PartsDelivery(workshop, inParts, state);
  const first: RequestState = { ...state, onFetched: delivery.onFetched };
  delivery.begin();
  const running = executable.run(first);
  if (running) await running;

  const { projector } = inParts;
  const place = projector.first(first.data);
  const errors = errorsOf(workshop, executable, first);
  if (!place) {
    delivery.end();
    return { data: 'null', errors: errors.length === 0 ? [internalError(state.request.requestId)] : errors };
  }
  const data = projector.textOf(place, operation.introspection?.(state.coerced));
  const parts = delivery.deliverFirst(place);
  return { data, ...(errors.length > 0 && { errors }), ...(parts && { parts }) };
};

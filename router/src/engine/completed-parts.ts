import type { GraphQLFormattedError } from 'graphql';
import type { RequestState } from '../execute/request-state.ts';
import { internalError } from '../masked-errors.ts';
import { deliver } from '../project/deliver.ts';
import type { DeliveredPlace } from '../project/deferred-places.ts';
import { errorsOf } from './answer-errors.ts';
import type { CompletedPart, PendingPart } from './answer-parts.ts';
import type { DeferredPart } from './deferred-part.ts';
import type { Workshop } from './workshop.ts';

interface Fetched {
  readonly part: DeferredPart;
  readonly places: readonly DeliveredPlace[];
  /** As which the places were announced. */
  readonly pending: readonly PendingPart[];
  readonly state: RequestState;
  /** Whether nothing unforeseen happened. */
  readonly isWell: boolean;
}

export interface CompletedParts {
  readonly completed: readonly CompletedPart[];
  /** The places that got what they were to get. */
  readonly added: readonly DeliveredPlace[];
}

/** Projects what was fetched for a deferred fragment at each of its places, with the errors below it. */
export const completedParts = (
  workshop: Workshop,
  { part, places, pending, state, isWell }: Fetched,
): CompletedParts => {
  const errors = errorsByPlace(places, errorsOf(workshop, part, state));
  const added: DeliveredPlace[] = [];
  const completed = places.map((place, at): CompletedPart => {
    const value = isWell ? part.project(place) : null;
    const own = errors[at] ?? [];
    if (value !== null) {
      deliver(place.delivered, value);
      added.push(place);
    }
    return {
      part: pending[at] as PendingPart,
      data: value && JSON.stringify(value),
      // A null without a reason would be an answer that says nothing.
      errors:
        value !== null || own.length > 0 ? own : [{ ...internalError(state.request.requestId), path: place.path }],
    };
  });
  return { completed, added };
};

/** Errors that are of none of the places, or of all in the same way, go to the first. */
function errorsByPlace(
  places: readonly DeliveredPlace[],
  errors: readonly GraphQLFormattedError[],
): readonly GraphQLFormattedError[][] {
  if (errors.length === 0) return [];
  const byPlace = places.map((): GraphQLFormattedError[] => []);
  // A subgraph that fails does so at every place: none is looked for among all. They are equally deep, being of one fragment.
  const positions = new Map(places.map(({ path }, at) => [keyOf(path), at]));
  const depth = places[0]?.path.length;
  for (const error of errors) byPlace[positions.get(keyOf(error.path?.slice(0, depth) ?? [])) ?? 0]?.push(error);
  return byPlace;
}

const keyOf = (path: readonly (string | number)[]): string => path.join('.');

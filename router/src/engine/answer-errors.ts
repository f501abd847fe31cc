import type { GraphQLFormattedError } from 'graphql';
import { errorsFor, type PrunedOperation } from '../authorize/prune.ts';
import { clientErrors } from '../execute/client-errors.ts';
import type { RequestState } from '../execute/request-state.ts';
import type { Workshop } from './workshop.ts';

/** The errors of an answer, or of a part of one: what the rights do not reach, then what subgraphs reported. */
export const errorsOf = (
  { passedErrors, log, clientName }: Workshop,
  { pruned }: { readonly pruned: PrunedOperation | undefined },
  { request, coerced, errors }: RequestState,
): readonly GraphQLFormattedError[] => {
  const refused = pruned ? errorsFor(pruned, coerced, request.identity) : NONE;
  if (errors.length === 0) return refused;
  const { requestId } = request;
  return [...refused, ...clientErrors(errors, { passed: passedErrors, log, requestId, responseNameOf: clientName })];
};

const NONE: readonly GraphQLFormattedError[] = [];

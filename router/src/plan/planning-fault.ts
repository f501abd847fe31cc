import { PlanningError } from './planner.ts';

// @apollo/query-planner 2.14.4 says it in words only; the last is V8's, for selections nested too deep.
const TOO_EXPENSIVE = [
  /^Too many options generated for /,
  /^Number of non-local selections exceeds limit of /,
  /^Exceeded maximum recursive selections in this operation/,
  /^Maximum call stack size exceeded/,
];

/** What the planner threw, as an error with a code. */
export const planningErrorOf = (error: unknown): PlanningError => {
  if (error instanceof PlanningError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const isTooExpensive = TOO_EXPENSIVE.some((pattern) => pattern.test(message));
  return new PlanningError(isTooExpensive ? 'QUERY_PLAN_TOO_EXPENSIVE' : 'INTERNAL_SERVER_ERROR', message);
};

/** A refusal in the planner's own words: the limit that was passed. */
export const tooExpensive = (why: string): PlanningError => new PlanningError('QUERY_PLAN_TOO_EXPENSIVE', why);

/** What one plan may cost. */
export interface PlannerLimits {
  /** Ways to reach one field that are looked at, at most; more is refused. */
  readonly paths: number;
  /** Complete plans that are compared, at most; the cheapest of those wins. */
  readonly evaluatedPlans: number;
  /** Time for one plan, in milliseconds. */
  readonly planMs: number;
  /** Heap of the planner's thread, in MiB. */
  readonly heapMb: number;
  /** Operations that wait for the planner, at most. */
  readonly waiting: number;
}

export const PLANNER_LIMITS: PlannerLimits = {
  paths: 2_000,
  evaluatedPlans: 1_000,
  planMs: 10_000,
  heapMb: 512,
  waiting: 1_000,
};

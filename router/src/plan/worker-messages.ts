import type { QueryPlan } from '@apollo/query-planner';
import type { InlinePlannerOptions } from './inline-planner.ts';
import type { PlannedSupergraph, PlanningFault } from './planner.ts';

/** What the planner's thread is started with. */
export type WorkerStart = InlinePlannerOptions;

/** What it says first. */
export type WorkerGreeting =
  | { readonly kind: 'ready'; readonly supergraph: PlannedSupergraph }
  | { readonly kind: 'refused'; readonly message: string };

/** What it is asked, one at a time. */
export interface PlanRequest {
  readonly document: string;
  readonly operationName: string | undefined;
}

/** What it answers. */
export type PlanAnswer =
  | { readonly kind: 'planned'; readonly plan: QueryPlan }
  | { readonly kind: 'failed'; readonly code: PlanningFault; readonly message: string };

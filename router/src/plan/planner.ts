import type { QueryPlan } from '@apollo/query-planner';

/** What a planner reads out of the supergraph for those who do not plan. */
export interface PlannedSupergraph {
  /** What clients may ask, as SDL. */
  readonly apiSdl: string;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

/** Plans operations of one supergraph. */
export interface Planner {
  readonly supergraph: PlannedSupergraph;
  /** The plan of a valid document's operation. @throws PlanningError */
  readonly plan: (document: string, operationName: string | undefined) => Promise<QueryPlan>;
  readonly close: () => Promise<void>;
}

export type PlanningFault = 'QUERY_PLAN_TOO_EXPENSIVE' | 'INTERNAL_SERVER_ERROR';

/** Why there is no plan: it took longer than allowed, or the planner gave up. */
export class PlanningError extends Error {
  readonly code: PlanningFault;
  constructor(code: PlanningFault, message: string) {
    super(message);
    this.name = 'PlanningError';
    this.code = code;
  }
}

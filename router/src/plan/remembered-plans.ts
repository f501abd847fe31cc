import type { QueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';
import { approximateBytes } from './plan-size.ts';
import { PlanningError, type Planner } from './planner.ts';

export interface RememberedPlansOptions {
  /** Plans that are kept, at most; default 1,000. */
  readonly most?: number;
  /** What they may take together, with their documents' texts, in bytes (approximately); default 64 MiB. */
  readonly mostBytes?: number;
}

/**
 * A planner that plans an operation once: those who ask at the same time share one plan, and the plans used last are kept. That
 * an operation is too expensive is remembered as well, so that it costs once; other failures are not.
 */
export const rememberedPlans = (
  planner: Planner,
  { most = 1_000, mostBytes = 64 * 2 ** 20 }: RememberedPlansOptions = {},
): Planner => {
  const plans = new LRUCache<string, QueryPlan | PlanningError>({ max: most, maxSize: mostBytes });
  const underWay = new Map<string, Promise<QueryPlan>>();

  const remember = (key: string, outcome: QueryPlan | PlanningError) =>
    plans.set(key, outcome, { size: 2 * key.length + approximateBytes(outcome) });

  const planNow = async (key: string, ask: () => Promise<QueryPlan>): Promise<QueryPlan> => {
    try {
      const plan = await ask();
      remember(key, plan);
      return plan;
    } catch (error) {
      if (error instanceof PlanningError && error.code === 'QUERY_PLAN_TOO_EXPENSIVE') remember(key, error);
      throw error;
    } finally {
      underWay.delete(key);
    }
  };

  return {
    supergraph: planner.supergraph,
    plan: (document, operationName) => {
      // Neither a name nor a document holds a NUL.
      const key = `${operationName ?? ''}\0${document}`;
      const known = plans.get(key);
      if (known !== undefined) return known instanceof PlanningError ? Promise.reject(known) : Promise.resolve(known);
      let flight = underWay.get(key);
      if (!flight) underWay.set(key, (flight = planNow(key, () => planner.plan(document, operationName))));
      return flight;
    },
    close: () => planner.close(),
  };
};

import type { Log } from '@stoa/platform';
import type { InlinePlannerOptions } from './inline-planner.ts';
import { PLANNER_LIMITS, type PlannerLimits } from './planner-limits.ts';
import { plannerQueue } from './planner-queue.ts';
import type { Planner } from './planner.ts';
import { startPlanningThread } from './planning-thread.ts';

export interface PlannerThreadOptions extends Omit<InlinePlannerOptions, 'limits'> {
  readonly limits?: Partial<PlannerLimits> | undefined;
  readonly log: Log;
}

/**
 * Plans in a thread of its own, one operation at a time in the order they came; the event loop is never held. A plan that
 * takes too long or too much memory ends the thread, not those that wait: a fresh one plans them. The thread keeps the process
 * alive only while somebody waits for a plan.
 * @throws one line when the supergraph cannot be read
 */
export const openPlanner = async ({ limits: wanted, log, ...start }: PlannerThreadOptions): Promise<Planner> => {
  const limits = { ...PLANNER_LIMITS, ...wanted };
  const startThread = () => startPlanningThread({ ...start, limits }, limits);
  return plannerQueue({ first: await startThread(), startThread, limits, log });
};

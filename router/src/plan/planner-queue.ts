import type { QueryPlan } from '@apollo/query-planner';
import type { Log } from '@stoa/platform';
import type { PlannerLimits } from './planner-limits.ts';
import { PlanningError, type Planner } from './planner.ts';
import { planningErrorOf, tooExpensive } from './planning-fault.ts';
import type { PlanningThread } from './planning-thread.ts';
import type { PlanRequest } from './worker-messages.ts';

export interface PlannerQueueOptions {
  readonly first: PlanningThread;
  /** Starts the next one when a thread has ended. */
  readonly startThread: () => Promise<PlanningThread>;
  readonly limits: PlannerLimits;
  readonly log: Log;
}

/** A request that kills a fresh thread as well is at fault itself. */
const ATTEMPTS = 2;

interface Waiting extends PromiseWithResolvers<QueryPlan> {
  readonly request: PlanRequest;
}

/** Those who wait for one planning thread; another takes its place when it ends. */
export const plannerQueue = ({ first, startThread, limits, log }: PlannerQueueOptions): Planner => {
  const queue: Waiting[] = [];
  let thread = Promise.resolve(first);
  let isPlanning = false;
  let isClosed = false;

  const renew = (): Promise<PlanningThread> => {
    thread = startThread();
    thread.catch((error: unknown) => log.error({ err: error }, 'planner thread did not start'));
    return thread;
  };
  const liveThread = async (): Promise<PlanningThread> => {
    const current = await thread.catch(() => undefined);
    if (isClosed) throw closed();
    return current && !current.hasEnded() ? current : await renew();
  };

  const planOf = async (request: PlanRequest): Promise<QueryPlan> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const answer = await (await liveThread()).ask(request, limits.planMs);
      if (answer.kind === 'planned') return answer.plan;
      if (answer.kind === 'failed') throw new PlanningError(answer.code, answer.message);
      if (isClosed) throw closed();
      log.warn({ operationName: request.operationName, fate: answer.kind, attempt }, 'planner thread ended');
      void renew();
      if (answer.kind === 'late') throw tooExpensive(`No plan within ${limits.planMs} ms`);
      if (answer.kind === 'out of memory') throw tooExpensive(`No plan within ${limits.heapMb} MiB`);
    }
    throw new PlanningError('INTERNAL_SERVER_ERROR', 'The planner died of this operation');
  };

  const work = async (): Promise<void> => {
    isPlanning = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { request, resolve, reject } = next;
      await planOf(request).then(resolve, (error: unknown) => reject(planningErrorOf(error)));
    }
    isPlanning = false;
  };

  return {
    supergraph: first.supergraph,
    plan: (document, operationName) => {
      if (queue.length >= limits.waiting) return Promise.reject(tooExpensive('Too many operations wait for a plan'));
      const waiting: Waiting = { ...Promise.withResolvers<QueryPlan>(), request: { document, operationName } };
      queue.push(waiting);
      if (!isPlanning) void work();
      return waiting.promise;
    },
    close: async () => {
      isClosed = true;
      await (await thread.catch(() => undefined))?.end();
    },
  };
};

const closed = () => new PlanningError('INTERNAL_SERVER_ERROR', 'The planner is closed');

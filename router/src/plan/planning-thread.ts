import { Worker } from 'node:worker_threads';
import type { PlannerLimits } from './planner-limits.ts';
import type { PlannedSupergraph } from './planner.ts';
import type { PlanAnswer, PlanRequest, WorkerGreeting, WorkerStart } from './worker-messages.ts';

/** Why a thread gave no answer; it has ended then. */
export type ThreadFate = 'late' | 'out of memory' | 'died';

/** One thread that plans one operation at a time. */
export interface PlanningThread {
  readonly supergraph: PlannedSupergraph;
  /** Never rejects. Not to be asked again before it has answered. */
  readonly ask: (request: PlanRequest, timeoutMs: number) => Promise<PlanAnswer | { readonly kind: ThreadFate }>;
  readonly hasEnded: () => boolean;
  readonly end: () => Promise<void>;
}

/** Starts a thread and waits until it can plan. @throws one line when the supergraph cannot be read */
export const startPlanningThread = async (
  start: WorkerStart,
  { heapMb }: Pick<PlannerLimits, 'heapMb'>,
): Promise<PlanningThread> => {
  const worker = new Worker(new URL('./planner-worker.ts', import.meta.url), {
    workerData: start,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    // Neither secrets nor the flags of the process that starts it.
    env: { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' },
    execArgv: [],
  });
  const answers = answersOf(worker);
  const greeting = (await answers.next()) as WorkerGreeting | { kind: ThreadFate };
  if (greeting.kind !== 'ready') {
    await worker.terminate();
    const why = greeting.kind === 'refused' ? greeting.message : `its planner ${greeting.kind}`;
    throw new Error(`The supergraph cannot be read: ${why.replaceAll(/\s*\n\s*/g, ' ')}`);
  }
  worker.unref();
  return {
    supergraph: greeting.supergraph,
    ask: async (request, timeoutMs) => {
      // Keeps the process alive as well, as long as somebody waits.
      const timer = setTimeout(() => answers.settle({ kind: 'late' }), timeoutMs);
      const answer = answers.next();
      worker.postMessage(request);
      const { kind } = await answer;
      clearTimeout(timer);
      if (kind === 'late') await worker.terminate();
      return (await answer) as PlanAnswer | { kind: ThreadFate };
    },
    hasEnded: answers.hasEnded,
    end: async () => {
      await worker.terminate();
    },
  };
};

interface Said {
  readonly kind: string;
}

function answersOf(worker: Worker) {
  let listener: ((said: Said) => void) | undefined;
  let end: { kind: ThreadFate } | undefined;
  const settle = (said: Said) => {
    const heard = listener;
    listener = undefined;
    heard?.(said);
  };
  const finish = (kind: ThreadFate) => settle((end ??= { kind }));
  worker.on('message', settle);
  worker.on('error', (error: NodeJS.ErrnoException) =>
    finish(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : 'died'),
  );
  worker.on('exit', () => finish('died'));
  return {
    next: () => new Promise<Said>((resolve) => (end ? resolve(end) : (listener = resolve))),
    settle,
    hasEnded: () => end !== undefined,
  };
}

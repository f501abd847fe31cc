import { parentPort, workerData } from 'node:worker_threads';
import { inlinePlanner } from './inline-planner.ts';
import type { Planner } from './planner.ts';
import { planningErrorOf } from './planning-fault.ts';
import type { PlanAnswer, PlanRequest, WorkerGreeting, WorkerStart } from './worker-messages.ts';

const port = parentPort;
if (!port) throw new Error('planner-worker.ts is started as a worker thread, by planning-thread.ts');

const greet = (greeting: WorkerGreeting) => port.postMessage(greeting);
try {
  const planner = inlinePlanner(workerData as WorkerStart);
  port.on('message', (request: PlanRequest) => {
    void answerOf(planner, request).then((answer) => port.postMessage(answer));
  });
  greet({ kind: 'ready', supergraph: planner.supergraph });
} catch (error) {
  greet({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
}

async function answerOf(planner: Planner, request: PlanRequest): Promise<PlanAnswer> {
  try {
    return { kind: 'planned', plan: await planner.plan(request.document, request.operationName) };
  } catch (error) {
    const { code, message } = planningErrorOf(error);
    return { kind: 'failed', code, message };
  }
}

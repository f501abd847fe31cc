import type { CurrentEngine } from '../engine/current-engine.ts';
import type { Engine, EngineAnswer, EngineRequest, Operation } from '../engine/engine.ts';

/** Executes an operation on an engine that does not close before the answer's last part. */
export const executeLeased = async (
  engines: CurrentEngine,
  engine: Engine,
  { operation, request }: { readonly operation: Operation; readonly request: EngineRequest },
): Promise<EngineAnswer> => {
  const release = engines.lease(engine);
  let answer: EngineAnswer | undefined;
  try {
    answer = await engine.execute(operation, request);
    return answer;
  } finally {
    if (answer?.parts) void answer.parts.ended.then(release);
    else release();
  }
};

import type { MemoryPoint } from '../../measure/memory-points.ts';
import { residentMb } from '../../measure/process-usage.ts';
import type { Inspector } from '../measure/inspector.ts';
import type { Launched } from '../measure/processes.ts';

/** Collects garbage in a process and tells what is left. */
export const memoryAt = async (done: number, inspector: Inspector, { pid }: Launched): Promise<MemoryPoint> => {
  // What a finalizer lets go of is collected by the second pass.
  await inspector.collectGarbage();
  await inspector.collectGarbage();
  const heap = await inspector.evaluate('process.memoryUsage().heapUsed');
  return { done, heapMb: Number(heap) / 2 ** 20, residentMb: residentMb([pid]) };
};

import type { SubgraphResponse } from '@stoa/subgraph-kit';
import { deadlineExceeded } from '../masked-errors.ts';

/** The answer, or DEADLINE_EXCEEDED when it is not there in time or its reader has left. */
export const withinDeadline = async (
  answer: Promise<SubgraphResponse>,
  { deadline, signal, requestId }: { deadline: Date; signal?: AbortSignal | undefined; requestId: string },
): Promise<SubgraphResponse> => {
  const late = Promise.withResolvers<SubgraphResponse>();
  const giveUp = () => late.resolve({ errors: [deadlineExceeded(requestId)] });
  const timer = setTimeout(giveUp, Math.max(0, deadline.getTime() - Date.now()));
  signal?.addEventListener('abort', giveUp, { once: true });
  if (signal?.aborted) giveUp();
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
};

import type { EachBatchPayload } from 'kafkajs';

const TRY_EVERY_MS = 1000;

export interface BatchMembership {
  /** Others wait for this member to join again: finish the message in hand and go. */
  isYielding(): boolean;
  /** The partition may already have another owner: nothing of this batch may be committed. */
  isLost(): boolean;
  /** Aborts when the membership is lost. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Keeps the membership while a batch is handled, however slow a handler is, and tells when it is over. */
export const keepMembership = (payload: EachBatchPayload, generation: AbortSignal): BatchMembership => {
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, generation]);
  let isYielding = false;

  // kafkajs sends one only when its heartbeat interval has passed.
  const timer = setInterval(() => {
    payload.heartbeat().catch((err: unknown) => {
      const type = err instanceof Error && 'type' in err ? err.type : undefined;
      if (type === 'REBALANCE_IN_PROGRESS') isYielding = true;
      if (type === 'UNKNOWN_MEMBER_ID' || type === 'ILLEGAL_GENERATION') lost.abort();
    });
  }, TRY_EVERY_MS);

  return {
    isYielding: () => isYielding,
    isLost: () => signal.aborted || payload.isStale(),
    signal,
    end: () => clearInterval(timer),
  };
};

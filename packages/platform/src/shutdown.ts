import type { Log } from './log.ts';

/** What has to be closed, in the order it was opened; closing goes the other way round. */
export interface Closing {
  /** Registers a step; steps run last opened first. */
  add(name: string, close: () => unknown): void;
  /** Runs every step, each at most `stepTimeoutMs`; a step that fails or hangs is logged and passed over. Idempotent. */
  closeAll(): Promise<void>;
}

/** A list of what to close, each step at most `stepTimeoutMs` (20 s). */
export const closing = (log: Log, stepTimeoutMs = 20_000): Closing => {
  const steps: { name: string; close: () => unknown }[] = [];
  let closed: Promise<void> | undefined;
  const run = async () => {
    for (const { name, close } of steps.toReversed()) {
      const timer = Promise.withResolvers<never>();
      const timeout = setTimeout(() => timer.reject(new Error('took too long')), stepTimeoutMs);
      try {
        await Promise.race([Promise.resolve().then(close), timer.promise]);
      } catch (error) {
        log.warn({ err: error, step: name }, 'not closed in order');
      } finally {
        clearTimeout(timeout);
      }
    }
  };
  return {
    add: (name, close) => steps.push({ name, close }),
    closeAll: () => (closed ??= run()),
  };
};

// A terminal's Ctrl-C reaches the whole process group, and npm hands it on once more: that is one wish, not two.
const SAME_WISH_MS = 1_000;

/** Calls `onSignal` at the first SIGINT or SIGTERM; another one, a second or more later, ends the process at once. */
export const onShutdownSignal = (onSignal: (signal: NodeJS.Signals) => void): void => {
  let firstAt: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, (signal) => {
      if (firstAt === undefined) {
        firstAt = performance.now();
        onSignal(signal);
      } else if (performance.now() - firstAt >= SAME_WISH_MS) {
        process.exit(130);
      }
    });
};

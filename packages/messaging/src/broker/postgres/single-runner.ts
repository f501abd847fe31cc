export interface SingleRunner {
  /** Starts a run when there is work and none is under way. */
  wake(): void;
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>;
}

/** Keeps one run at a time; work that turned up while a run was ending starts the next. `run` must not reject. */
export const createSingleRunner = (hasWork: () => boolean, run: () => Promise<void>): SingleRunner => {
  let running: Promise<void> | undefined;

  const wake = (): void => {
    if (running || !hasWork()) return;
    running = run().finally(() => {
      running = undefined;
      wake();
    });
  };

  return { wake, settled: async () => running };
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends what would outlive this process when somebody ends the run. What is returned says that there is nothing left to end. */
export const endOnSignal = (end: () => Promise<void>): (() => void) => {
  const onSignal = () => void end().finally(() => process.exit(1));
  for (const signal of SIGNALS) process.once(signal, onSignal);
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
};

/**
 * A named place where a test may end the process as kill -9 does (`STOA_FAILPOINT=<name>`), to prove that a restart
 * brings everything to its right end. Names say the place and the event: `before-commit:OrderSubmitted`.
 * Costs one comparison when none is set, which is always so outside tests.
 */
export const failpoint = (name: string): void => {
  if (armed !== undefined && armed === name) process.kill(process.pid, 'SIGKILL');
};

/** The armed failpoint, if any; production refuses to start with one. */
// eslint-disable-next-line no-restricted-properties -- read once, before any configuration exists
export const armed = process.env['STOA_FAILPOINT'];

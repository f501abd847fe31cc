import type { Log } from './log.ts';

/**
 * Logs rejections that nobody waits for, instead of ending the process with them: graphql-js leaves one behind when two items
 * of a list fail at different times, and whatever it concerned has been answered. @returns how to stop
 */
export const logStrayRejections = (log: Log): (() => void) => {
  const listener = (error: unknown) => log.error({ err: error }, 'a rejection that nobody waited for');
  process.on('unhandledRejection', listener);
  return () => process.off('unhandledRejection', listener);
};

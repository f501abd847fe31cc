import path from 'node:path';

/** Folder for all that a run writes; git ignores it. */
export const SCRATCH = path.join(import.meta.dirname, '.bench');

/** What a program of the bench prints. */
export const logOf = (name: string): string => path.join(SCRATCH, 'logs', `${name}.log`);

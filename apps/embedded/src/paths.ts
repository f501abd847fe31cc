import path from 'node:path';

/** The clone. */
export const ROOT = path.join(import.meta.dirname, '../../..');

const base = (): string => process.env['STOA_STATE'] ?? path.join(ROOT, '.stoa');

/**
 * Where a clone keeps everything that is its own: data, secrets, logs. Each kind of broker has its own, because events wait in
 * the one they were written to.
 */
export const stateDirectory = (broker: 'postgres' | 'kafka' = 'postgres'): string =>
  broker === 'kafka' ? path.join(base(), 'with-kafka') : base();

import path from 'node:path';

/** The clone. */
export const ROOT = path.join(import.meta.dirname, '../../..');

/** Where a clone keeps everything that is its own: data, secrets, logs. */
export const stateDirectory = (): string =>
  // eslint-disable-next-line no-restricted-properties -- tests and benches keep their state elsewhere
  process.env['STOA_STATE'] ?? path.join(ROOT, '.stoa');

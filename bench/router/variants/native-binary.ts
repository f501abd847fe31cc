import path from 'node:path';

/** What is built or written for a run; ignored by git. */
export const SCRATCH = path.join(import.meta.dirname, '../.bench');

/** Where native/build.sh leaves its programs. */
export const nativeBinary = (name: string): string => path.join(SCRATCH, 'native/bin', name);

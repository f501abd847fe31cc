import path from 'node:path';

/** A program of this folder that the bench starts as a process of its own. */
export const serverFile = (name: string): string => path.join(import.meta.dirname, `${name}.ts`);

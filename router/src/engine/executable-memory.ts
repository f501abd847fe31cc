import { LRUCache } from 'lru-cache';
import type { Executable } from './executable.ts';

/** Executables of all operations of an engine. */
export interface ExecutableMemory {
  /** Begins the keys of one operation. */
  readonly nextId: () => string;
  readonly get: (key: string) => Executable | undefined;
  readonly set: (key: string, executable: Executable) => void;
}

/** How many are kept, and what their plans may take together; the code made of a plan takes some times as much. */
const MOST = 4_000;
const MOST_PLAN_BYTES = 32 * 1_024 * 1_024;
/** What is kept of one that has no plan. */
const LEAST_BYTES = 1_024;

/**
 * Keeps what operations were made into, by rights and booleans; what was not used for the longest time is made anew when it is
 * asked for. One bound for all: neither many operations nor many variants of one can fill the memory.
 */
export const executableMemory = (): ExecutableMemory => {
  const executables = new LRUCache<string, Executable>({
    max: MOST,
    maxSize: MOST_PLAN_BYTES,
    sizeCalculation: (executable) => LEAST_BYTES + (executable.run ? executable.planBytes : 0),
  });
  let lastId = 0;
  return {
    nextId: () => `${(lastId += 1)} `,
    get: (key) => executables.get(key),
    set: (key, executable) => void executables.set(key, executable),
  };
};

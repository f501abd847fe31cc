/** Partitions of one group that a process works on at the same time: each may hold a database connection of the subgraph. */
export const CONCURRENT_PARTITIONS = 8;

export interface Slots {
  /** Runs the work when a slot is free; first come, first served. */
  use<T>(work: () => Promise<T>): Promise<T>;
}

/** Lets at most `size` pieces of work run at once. */
export const createSlots = (size: number): Slots => {
  const waiting: (() => void)[] = [];
  let free = size;

  return {
    async use(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
};

/** Chances that repeat: the same seed gives the same run. */
export interface Random {
  /** From 0 to below 1. */
  readonly next: () => number;
  /** An integer from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  /** True once in `1 / probability` times. */
  readonly chance: (probability: number) => boolean;
  /** @throws when there is nothing to pick from. */
  readonly pick: <T>(from: readonly T[]) => T;
  /** Some of them, at most `most`, in their order. */
  readonly some: <T>(from: readonly T[], most: number) => T[];
}

/** mulberry32: one multiplication a number, and no two nearby seeds alike. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error('nothing to pick from');
    return from[below(from.length)] as T;
  };
  const some = <T>(from: readonly T[], most: number): T[] => {
    const chosen = new Set<number>();
    const count = Math.min(most, from.length);
    while (chosen.size < count) chosen.add(below(from.length));
    return from.filter((_, index) => chosen.has(index));
  };
  return { next, below, chance: (probability) => next() < probability, pick, some };
};

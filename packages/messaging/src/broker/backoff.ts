const FIRST_MS = 100;
const LONGEST_MS = 10_000;

/** Milliseconds to wait after the nth failure in a row (from 0): 100 ms doubling to 10 s, the upper half of it random. */
export const backoffMs = (failure: number): number => {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** failure);
  return full / 2 + (Math.random() * full) / 2;
};

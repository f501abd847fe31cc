/** Runs `count` visits, so many at a time, and gives the milliseconds that each took. @throws what the first failed one threw. */
export const drive = async (
  { count, atOnce }: { readonly count: number; readonly atOnce: number },
  visit: (n: number) => Promise<void>,
): Promise<number[]> => {
  const latencies: number[] = [];
  let next = 0;
  const visitor = async () => {
    while (next < count) {
      const n = next;
      next += 1;
      const startedAt = performance.now();
      await visit(n);
      latencies.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, visitor));
  return latencies;
};

/** The value below which a share of all lies: `percentile(latencies, 0.99)`. NaN of nothing. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
};

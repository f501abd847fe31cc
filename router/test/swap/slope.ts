/** By how much samples grow from one to the next: the slope of the straight line that fits them best. */
export const slopeOf = (samples: readonly number[]): number => {
  const middle = (samples.length - 1) / 2;
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  const rise = samples.reduce((sum, sample, index) => sum + (index - middle) * (sample - mean), 0);
  const run = samples.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return rise / run;
};

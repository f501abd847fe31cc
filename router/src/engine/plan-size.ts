const OBJECT_BYTES = 64;

/** What a plan or another tree of plain values takes in memory, in bytes, roughly: strings at their worst, 64 for each object. */
export const approximateBytes = (value: unknown): number => {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = OBJECT_BYTES;
  for (const member of Object.values(value)) bytes += approximateBytes(member);
  return bytes;
};

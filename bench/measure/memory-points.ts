/** Memory of a server at one moment. */
export interface MemoryPoint {
  /** How much was done until then: swaps, operations, connections. */
  readonly done: number;
  /** What is alive after garbage was collected. */
  readonly heapMb: number;
  readonly residentMb: number;
}

/** Heap growth for each thing done, in kB, over the second half: the slope of the line through the points (least squares). */
export const heapSlopeKb = (points: readonly MemoryPoint[]): number => {
  const half = points.slice(Math.floor(points.length / 2));
  const mean = (of: (point: MemoryPoint) => number) => half.reduce((sum, point) => sum + of(point), 0) / half.length;
  const [x, y] = [mean(({ done }) => done), mean(({ heapMb }) => heapMb)];
  const above = half.reduce((sum, { done, heapMb }) => sum + (done - x) * (heapMb - y), 0);
  const below = half.reduce((sum, { done }) => sum + (done - x) ** 2, 0);
  return (above / below) * 1_024;
};

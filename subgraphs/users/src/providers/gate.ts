import { TransientError } from '@stoa/messaging';

/**
 * Lets through so many pieces of work at once and keeps so many more waiting in line.
 * @throws TransientError when the line is full: better told at once than after nobody waits any more.
 */
export const gate = ({ atOnce, waiting }: { atOnce: number; waiting: number }) => {
  let inside = 0;
  const line: (() => void)[] = [];

  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (inside < atOnce) inside += 1;
    else if (line.length >= waiting) throw new TransientError('Too many passwords to check at once');
    // Whoever leaves hands the place over, so `inside` stays as it is.
    else await new Promise<void>((enter) => line.push(enter));
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else inside -= 1;
    }
  };
};

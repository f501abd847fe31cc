import type { Clock } from '@stoa/kernel';

/** The platform's clock, which the demo data turn back while they are made, so that a new shop has a past. */
export interface DemoClock extends Clock {
  /** Time stands still at this instant until it is set again or released. */
  set(instant: Date): void;
  /** From now on it is the real time again. */
  release(): void;
}

/** A clock that the seed sets to the time of each thing it makes happen. */
export const demoClock = (): DemoClock => {
  let fixed: Date | undefined;
  return {
    now: () => fixed ?? new Date(),
    set: (instant) => (fixed = instant),
    release: () => (fixed = undefined),
  };
};

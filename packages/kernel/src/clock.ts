/** Where commands read the time. Domain functions never do: they get it as an argument. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

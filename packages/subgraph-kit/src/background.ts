import { every, startJobs, startRelay, sweepMessaging, type Inbox, type Job } from '@stoa/messaging';
import type { OpenSubgraph, ProcessRole, SubgraphDependencies } from './subgraph-definition.ts';

interface BackgroundOptions<House> extends Pick<
  SubgraphDependencies,
  'pool' | 'broker' | 'clock' | 'owner' | 'isOnlyWriter' | 'log'
> {
  readonly subgraph: string;
  readonly house: House;
  readonly inbox: Inbox;
  readonly hear: OpenSubgraph['hear'];
  readonly jobs: readonly Job<House>[];
}

/** What a subgraph does without being asked. */
export interface Background {
  run(roles: readonly ProcessRole[]): Promise<void>;
  /** A command was run here: there may be events to relay and work to follow up. Does nothing for a role that is not run. */
  commandWasRun(): void;
  close(): Promise<void>;
}

/** Relay, consumers and jobs of one subgraph, each started when its role is run. */
export const backgroundOf = <House>(options: BackgroundOptions<House>): Background => {
  const { pool, broker, clock, owner, log, subgraph, house, inbox, hear } = options;
  const running: { close(): Promise<void> }[] = [];
  let wakeRelay = () => {};
  let wakeFollowUps = () => {};
  const commandWasRun = () => {
    wakeRelay();
    wakeFollowUps();
  };

  const start: Readonly<Record<ProcessRole, () => Promise<void> | void>> = {
    relay: () => {
      const relay = startRelay({ pool, broker, owner, log, ...(options.isOnlyWriter && { pollMs: WOKEN }) });
      wakeRelay = relay.wake;
      running.push(relay);
    },
    consumers: async () => {
      if (inbox.topics.length === 0) return;
      running.push(await broker.subscribe({ group: subgraph, topics: inbox.topics, handle: hear }));
    },
    jobs: () => {
      const all = [...options.jobs, every<House>(SWEEP, () => (door) => sweepMessaging(pool, door.at))];
      const jobs = all.map((job) => afterWork(job, commandWasRun));
      const runner = startJobs({ pool, subgraph, jobs, rooms: house, clock, owner, log });
      wakeFollowUps = () => jobs.forEach(({ name, followsCommands }) => followsCommands === true && runner.wake(name));
      running.push(runner);
    },
  };

  return {
    run: async (roles) => {
      for (const role of roles) await start[role]();
    },
    commandWasRun,
    close: async () => {
      // Last started, first closed: timers, then listeners, then what they announced.
      for (const part of running.toReversed()) await part.close();
    },
  };
};

// Whoever writes beside it, a command of the operator, is relayed within this time.
const WOKEN = { min: 5, max: 1_000 };

const SWEEP = { name: 'sweep-messaging', everyMs: 60_000 };

// A run that found nothing to do announced nothing: waking others for it would keep an idle process busy.
const afterWork = <House>(job: Job<House>, then: () => void): Job<House> => ({
  ...job,
  run: async (house, door, signal) => {
    const done = await job.run(house, door, signal).catch((error: unknown) => {
      then();
      throw error;
    });
    if (done > 0) then();
    return done;
  },
});

// The Stoa that is measured, in a process of its own: its parent asks it for its counters over the IPC channel.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { silent, startStoa } from '@stoa/embedded';
import { answerParent } from '../answer-parent.ts';
import { startProfile, stopProfile } from './profile/cpu-profile.ts';
import { postgresCpuMs } from '../measure/postgres-cpu.ts';
import type { Answers } from './server-protocol.ts';

const { values: flags } = parseArgs({
  options: { state: { type: 'string' }, port: { type: 'string' }, 'kafka-brokers': { type: 'string' } },
});
if (flags.state === undefined || flags.port === undefined)
  throw new Error('Usage: server.ts --state DIRECTORY --port PORT [--kafka-brokers A,B]');

const statements = new Map<string, number>();
const fetches = new Map<string, number>();
const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

const kafkaBrokers = flags['kafka-brokers']?.split(',');
const stoa = await startStoa({
  stateDirectory: path.resolve(flags.state),
  port: Number(flags.port),
  ...(kafkaBrokers ? { broker: 'kafka', kafkaBrokers } : { broker: 'postgres' }),
  progress: silent,
  durability: 'full',
  onStatement: (domain, sqlText) => count(statements, `${domain}: ${sqlText}`),
  onFetch: ({ subgraph }) => count(fetches, subgraph),
});

answerParent<Answers>(
  {
    counters: async () => {
      const { user, system } = process.cpuUsage();
      return {
        at: performance.now(),
        appCpuMs: (user + system) / 1_000,
        postgresCpuMs: await postgresCpuMs(stoa.postgresPid),
        statements: Object.fromEntries(statements),
        fetches: Object.fromEntries(fetches),
      };
    },
    databaseUrl: stoa.databaseUrl,
    postgresPid: () => stoa.postgresPid,
    createAdmin: async (credentials) => {
      const created = await stoa.subgraphs['users']?.perform('createAdmin', credentials);
      if (!created?.ok) throw new Error(`No administrator: ${JSON.stringify(created)}`);
      return true;
    },
    startProfile,
    stopProfile,
  },
  stoa.close,
);

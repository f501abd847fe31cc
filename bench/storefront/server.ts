// The Stoa that is measured, in a process of its own: its parent asks it for its counters over the IPC channel.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { silent, startStoa } from '@stoa/embedded';
import { startProfile, stopProfile } from './profile/cpu-profile.ts';
import { postgresCpuMs } from './measure/postgres-cpu.ts';
import type { Answers, Counters, Question } from './server-protocol.ts';

const { values: flags } = parseArgs({ options: { state: { type: 'string' }, port: { type: 'string' } } });
if (flags.state === undefined || flags.port === undefined)
  throw new Error('Usage: server.ts --state DIRECTORY --port PORT');

const statements = new Map<string, number>();
const fetches = new Map<string, number>();
const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

const stoa = await startStoa({
  stateDirectory: path.resolve(flags.state),
  port: Number(flags.port),
  broker: 'postgres',
  progress: silent,
  durability: 'full',
  onStatement: (domain, sqlText) => count(statements, `${domain}: ${sqlText}`),
  onFetch: ({ subgraph }) => count(fetches, subgraph),
});

const answers: { [Name in keyof Answers]: (argument: string) => Promise<Answers[Name]> } = {
  counters: async (): Promise<Counters> => {
    const { user, system } = process.cpuUsage();
    return {
      at: performance.now(),
      appCpuMs: (user + system) / 1_000,
      postgresCpuMs: await postgresCpuMs(stoa.postgresPid),
      statements: Object.fromEntries(statements),
      fetches: Object.fromEntries(fetches),
    };
  },
  databaseUrl: (database) => Promise.resolve(stoa.databaseUrl(database)),
  postgresPid: () => Promise.resolve(stoa.postgresPid),
  createAdmin: async (credentials) => {
    const created = await stoa.subgraphs['users']?.perform('createAdmin', JSON.parse(credentials));
    if (!created?.ok) throw new Error(`No administrator: ${JSON.stringify(created)}`);
    return true;
  },
  startProfile: () => startProfile(),
  stopProfile: () => stopProfile(),
};

process.on('message', ({ id, name, argument }: Question) => {
  void answers[name](argument).then(
    (answer) => process.send?.({ id, answer }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
// A bench that was ended leaves no server behind.
for (const end of ['disconnect', 'SIGTERM'] as const)
  process.once(end, () => void stoa.close().finally(() => process.exit(0)));
process.send?.({ id: 0, answer: 'ready' });

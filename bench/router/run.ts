// What a request costs our router and others: `node bench/router/run.ts --help`.
import path from 'node:path';
import { runBench } from './bench.ts';
import { runEndurance } from './endurance/endurance.ts';
import { readFlags } from './flags.ts';
import { wrk, wrkIsMissing } from './measure/load.ts';
import { processes } from './measure/processes.ts';
import { describeMachine } from '../report/machine.ts';
import { writeReport } from './report/write-report.ts';
import { startReplay } from './subgraphs/replay.ts';
import { extraVariant } from './variants/extra.ts';
import { SCRATCH } from './variants/native-binary.ts';
import { stoa } from './variants/stoa.ts';
import { VARIANTS } from './variants/variants.ts';
import { accessTokens } from './workloads/access-tokens.ts';
import { workloads } from './workloads/workloads.ts';

const names = {
  variants: VARIANTS.map(({ name }) => name),
  workloads: workloads({ rounds: 1 }).map(({ name }) => name),
};
const read = readFlags(process.argv.slice(2), names);
const missing = process.platform === 'linux' ? wrkIsMissing() : 'CPU is read from /proc: this bench runs on Linux only';
if ('say' in read || missing !== undefined) {
  console.error('say' in read ? read.say : missing);
  process.exit(process.argv.includes('--help') ? 0 : 2);
}
const { flags } = read;

const say = (what: string) => console.log(`${new Date().toISOString().slice(11, 19)}  ${what}`);
const started = processes(path.join(SCRATCH, 'logs'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void started.endAll().finally(() => process.exit(1)));

const machine = describeMachine(new Date());
say(machine);
try {
  const { tokens, keys } = accessTokens(flags.tokens);
  const replay = await startReplay(started);
  const isChosen = (chosen: readonly string[] | undefined) => (one: { readonly name: string }) =>
    chosen?.includes(one.name) ?? true;
  const chosenWorkloads = workloads(flags).filter(isChosen(flags.workloads));
  const extra = flags.extra === undefined ? [] : [extraVariant(flags.extra)];
  const results = await runBench({
    variants: [...VARIANTS.filter(isChosen(flags.variants)), ...extra],
    workloads: chosenWorkloads,
    rounds: flags.rounds,
    seconds: flags.seconds,
    warmRequests: flags.warm,
    tokens,
    keys,
    replay,
    processes: started,
    load: wrk,
    scratch: SCRATCH,
    say,
  });
  const endurance = await runEndurance({
    ...(isChosen(flags.variants)(stoa) ? flags : { swaps: 0, distinct: 0 }),
    ...{ scratch: SCRATCH, replay, keys, processes: started, tokens, say },
  });
  const { rounds, seconds, dry: isDry } = flags;
  writeReport(
    { results, endurance, workloads: chosenWorkloads, machine, rounds, seconds, subgraphs: replay.madeOf },
    { isDry },
  );
  if ([...results.values()].flat().some(({ isFault }) => isFault)) process.exitCode = 1;
} finally {
  await started.endAll();
}

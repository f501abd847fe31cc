import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { groundOf, startVariant } from './fixture-run.ts';
import { fixtureNamed } from './fixtures/fixtures.ts';
import { compareAnswers, type Checked } from './measure/compare.ts';
import { takeColdSample } from './measure/cold.ts';
import type { Load } from './measure/load.ts';
import type { Processes } from './measure/processes.ts';
import { residentMb } from '../measure/process-usage.ts';
import { takeSample, type Sample } from './measure/sample.ts';
import { resultOf, type Measured, type Results } from './results.ts';
import type { Replay } from './subgraphs/replay.ts';
import type { Running, Variant } from './variants/variant.ts';
import type { AccessTokens } from './workloads/access-tokens.ts';
import type { Workload } from './workloads/workload.ts';
import { COLD_OPERATIONS, COMPARED_COLD } from './workloads/workloads.ts';

export interface Order {
  readonly variants: readonly Variant[];
  readonly workloads: readonly Workload[];
  readonly rounds: number;
  readonly seconds: number;
  /** Requests that every variant answers before it is timed, or ten seconds of them. */
  readonly warmRequests: number;
  readonly tokens: readonly string[];
  /** The JSON Web Keys of the tokens. */
  readonly keys: AccessTokens['keys'];
  readonly replay: Replay;
  readonly processes: Processes;
  readonly load: Load;
  /** How long a variant may take to its first answer. */
  readonly patienceMs?: number;
  /** Folder for all that is written. */
  readonly scratch: string;
  readonly say: (what: string) => void;
}

/** Runs all workloads, those of one fixture with the same processes, the variants in turn within every round. */
export const runBench = async (order: Order): Promise<Results> => {
  const tokensFile = path.join(order.scratch, 'tokens.txt');
  writeFileSync(tokensFile, order.tokens.map((token) => `${token}\n`).join(''));
  const results = new Map<string, Measured[]>();
  for (const fixtureName of new Set(order.workloads.map(({ fixture }) => fixture))) {
    const workloads = order.workloads.filter(({ fixture }) => fixture === fixtureName);
    const { running, absent } = await startAll(order, workloads);
    for (const workload of workloads) {
      const measured = await measureWorkload(order, workload, { running, tokensFile });
      const place = ({ name }: Measured) => order.variants.findIndex((variant) => variant.name === name);
      const missing = absent.filter(({ variant }) => variant.runs(workload)).map(({ why }) => why);
      const all = [...measured, ...missing];
      results.set(
        workload.name,
        all.toSorted((left, right) => place(left) - place(right)),
      );
    }
    for (const { processes } of running.values()) await Promise.all(processes.map((launched) => launched.end()));
  }
  return results;
};

async function startAll(order: Order, workloads: readonly Workload[]) {
  const { variants, say, tokens } = order;
  const [first] = workloads;
  const running = new Map<Variant, Running>();
  const absent: { readonly variant: Variant; readonly why: Measured }[] = [];
  if (!first) return { running, absent };
  const ground = groundOf(fixtureNamed(first.fixture), order);
  for (const variant of variants.filter((one) => workloads.some(one.runs))) {
    const { name, what } = variant;
    const absence = variant.absence();
    if (absence !== undefined) {
      say(`${name}: ${absence}`);
      absent.push({ variant, why: { name, what, absence } });
      continue;
    }
    try {
      const probe = { body: first.bodies[0] ?? '', token: tokens[0] ?? '', patienceMs: order.patienceMs };
      running.set(variant, await startVariant(variant, ground, probe));
      say(`${name} serves ${first.fixture}`);
    } catch (error) {
      say(`${name} does not serve ${first.fixture}: ${(error as Error).message}`);
      const why = `does not start: ${oneLine((error as Error).message)}`;
      absent.push({ variant, why: { name, what, absence: why } });
    }
  }
  return { running, absent };
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').slice(0, 160);

interface Started {
  readonly running: ReadonlyMap<Variant, Running>;
  readonly tokensFile: string;
}

async function measureWorkload(
  order: Order,
  workload: Workload,
  { running, tokensFile }: Started,
): Promise<Measured[]> {
  const { say, tokens, replay } = order;
  const runners = [...running].filter(([variant]) => variant.runs(workload));
  const ports = runners.map(([{ name }, { port }]) => ({ name, port }));
  const compared = workload.kind === 'cold' ? workload.bodies.slice(-COMPARED_COLD) : workload.bodies;
  const checked = await compareAnswers(ports, { bodies: compared }, { tokens, replay });
  const sound: [Variant, Running][] = [];
  const unsound: Measured[] = [];
  for (const [variant, process] of runners) {
    const fault = checked.get(variant.name)?.fault ?? (await variant.pretends?.(process));
    if (fault === undefined) sound.push([variant, process]);
    else {
      say(`${workload.name}: ${variant.name} ${fault}`);
      unsound.push({ name: variant.name, what: variant.what, absence: oneLine(fault), isFault: true });
    }
  }
  say(`${workload.name}: ${sound.length} of ${runners.length} answer the same`);
  const timed =
    workload.kind === 'cold'
      ? await timeCold(order, workload, sound)
      : await timeLoad(order, workload, { sound, checked, tokensFile });
  return [...timed, ...unsound];
}

interface Sound {
  readonly sound: readonly (readonly [Variant, Running])[];
  readonly checked: ReadonlyMap<string, Checked>;
  readonly tokensFile: string;
}

async function timeLoad(order: Order, workload: Workload, { sound, checked, tokensFile }: Sound): Promise<Measured[]> {
  const { rounds, seconds, replay, say, scratch } = order;
  const bodiesFile = path.join(scratch, `${workload.name}.bodies.txt`);
  writeFileSync(bodiesFile, workload.bodies.map((body) => `${body}\n`).join(''));
  let from = 0;
  const runners = sound.map(([{ name, what }, running]) => ({
    ...{ name, what, running, samples: [] as Sample[] },
    answerBytes: checked.get(name)?.answerBytes ?? 0,
    fetchesAlone: checked.get(name)?.fetches ?? 0,
  }));
  const sampleOf = ({ running, answerBytes }: (typeof runners)[number], duration: number) => {
    from += 613;
    const { port } = running;
    const { connections, patience } = workload;
    const load = () => order.load({ port, connections, seconds: duration * patience, bodiesFile, tokensFile, from });
    return takeSample({ running, replay, answerBytes, load });
  };
  for (const runner of runners) await warm((duration) => sampleOf(runner, duration), order);
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of turned(runners, round)) runner.samples.push(await sampleOf(runner, seconds));
    say(`${workload.name}: round ${round + 1} of ${rounds}`);
  }
  return runners.map(({ name, what, running, samples, fetchesAlone }) => ({
    ...{ name, what, fetchesAlone },
    residentMb: residentMb(running.processes.map(({ pid }) => pid)),
    ...resultOf(samples),
  }));
}

async function warm(sampleOf: (seconds: number) => Promise<Sample>, { warmRequests, seconds }: Order): Promise<void> {
  const end = performance.now() + WARM_MS;
  for (let sent = 0; sent < warmRequests && performance.now() < end;) {
    const { requests } = await sampleOf(Math.min(2, seconds));
    if (requests === 0) return;
    sent += requests;
  }
}

const WARM_MS = 10_000;

/** Nobody always comes after the same neighbor: what that one left in the caches differs from round to round. */
const turned = <One>(all: readonly One[], round: number): One[] => {
  const first = round % Math.max(1, all.length);
  return [...all.slice(first), ...all.slice(0, first)];
};

async function timeCold(
  { rounds, tokens, say, workloads }: Order,
  { bodies, name: workloadName }: Workload,
  sound: Sound['sound'],
): Promise<Measured[]> {
  const probe = workloads.find(({ name }) => name === 'small')?.bodies[0] ?? SMALLEST;
  const measured: Measured[] = [];
  for (const [{ name, what }, running] of sound) {
    const colds = [];
    for (let round = 0; round < rounds; round += 1) {
      const chosen = bodies.slice(round * COLD_OPERATIONS, (round + 1) * COLD_OPERATIONS);
      colds.push(await takeColdSample({ running, bodies: chosen, probe, tokens }));
    }
    say(`${workloadName}: ${name}`);
    measured.push({ name, what, residentMb: residentMb(running.processes.map(({ pid }) => pid)), colds });
  }
  return measured;
}

const SMALLEST = JSON.stringify({ query: '{ __typename }' });

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drive, percentile } from '../measure/drive.ts';
import { runBench } from './bench.ts';
import { asker } from './measure/ask.ts';
import type { Load } from './measure/load.ts';
import { processes } from './measure/processes.ts';
import type { Measured } from './results.ts';
import { startReplay } from './subgraphs/replay.ts';
import type { Variant } from './variants/variant.ts';
import { accessTokens } from './workloads/access-tokens.ts';
import type { Workload } from './workloads/workload.ts';
import { workloads } from './workloads/workloads.ts';

/** The bench on its smallest workload, for tests: some 40 requests by a client of our own. */
export interface SmallBench {
  readonly run: (variants: readonly Variant[]) => Promise<readonly Measured[]>;
  /** What was said in all runs. */
  readonly said: readonly string[];
  readonly end: () => Promise<void>;
}

const REQUESTS = 40;
const BODIES = 8;

/** Starts what runs have in common, in a folder that `end` removes. */
export const smallBench = async (): Promise<SmallBench> => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'router-bench-'));
  const started = processes(path.join(scratch, 'logs'));
  const replay = await startReplay(started);
  const { tokens, keys } = accessTokens(10);
  const small = workloads({ rounds: 1 }).find(({ name }) => name === 'small') as Workload;
  const bodies = small.bodies.slice(0, BODIES);
  const said: string[] = [];
  const run = async (variants: readonly Variant[]) => {
    const results = await runBench({
      ...{ variants, tokens, keys, replay, processes: started, scratch },
      workloads: [{ ...small, bodies }],
      load: fewRequests(bodies, tokens),
      ...{ rounds: 1, seconds: 1, warmRequests: 1, patienceMs: 12_000, say: (what: string) => void said.push(what) },
    });
    return results.get(small.name) ?? [];
  };
  const end = async () => {
    await started.endAll();
    rmSync(scratch, { recursive: true, force: true });
  };
  return { run, said, end };
};

/** Stands for wrk, which not every machine has. */
const fewRequests =
  (bodies: readonly string[], tokens: readonly string[]): Load =>
  async ({ port, connections }) => {
    const client = asker(port);
    const startedAt = performance.now();
    let bytes = 0;
    const latencies = await drive({ count: REQUESTS, atOnce: connections }, async (n) => {
      const { text } = await client.ask(bodies[n % BODIES] ?? '', tokens[n % tokens.length] ?? '');
      bytes += text.length;
    });
    client.close();
    const seconds = (performance.now() - startedAt) / 1_000;
    const [p50Ms, p99Ms] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
    return { requests: REQUESTS, seconds, bytes, p50Ms, p99Ms, failures: 0 };
  };

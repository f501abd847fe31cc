import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../measure/drive.ts';
import type { Running } from '../variants/variant.ts';
import { asker, isAnswered } from './ask.ts';
import { loopDelayOf } from './inspector.ts';
import { probeWhile, type Felt } from './probe.ts';
import { cpuMs } from '../../measure/process-usage.ts';

/** What operations that a router has never seen cost, and what others feel of them. */
export interface ColdSample {
  readonly cpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** A small known query beside nothing, and beside the cold ones. */
  readonly quiet: Felt;
  readonly felt: Felt;
  /** Longest delay of the event loop, for our router alone. */
  readonly loopDelayMs?: number;
}

interface Order {
  readonly running: Running;
  readonly bodies: readonly string[];
  readonly probe: string;
  readonly tokens: readonly string[];
}

const QUIET_MS = 1_500;

/** Sends each operation once, one after the other. */
export const takeColdSample = async ({ running, bodies, probe, tokens }: Order): Promise<ColdSample> => {
  const pids = running.processes.map(({ pid }) => pid);
  const probing = { port: running.port, body: probe, tokens };
  const { felt: quiet } = await probeWhile(probing, () => sleep(QUIET_MS));
  const delay = running.inspectable && (await loopDelayOf(running.inspectable));
  const before = cpuMs(pids);
  const { felt, done: latencies } = await probeWhile(probing, () => sendEach(running.port, bodies, tokens));
  const used = cpuMs(pids) - before;
  const loopDelayMs = await delay?.end();
  return {
    cpuMs: used / bodies.length,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    quiet,
    felt,
    ...(loopDelayMs !== undefined && { loopDelayMs }),
  };
};

async function sendEach(port: number, bodies: readonly string[], tokens: readonly string[]): Promise<number[]> {
  const client = asker(port);
  const latencies: number[] = [];
  for (const [n, body] of bodies.entries()) {
    const startedAt = performance.now();
    const answer = await client.ask(body, tokens[n % tokens.length] ?? '');
    if (!isAnswered(answer))
      throw new Error(`A cold operation was answered ${answer.status} ${answer.text.slice(0, 200)}`);
    latencies.push(performance.now() - startedAt);
  }
  client.close();
  return latencies;
}

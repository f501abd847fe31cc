import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../measure/drive.ts';
import { asker } from './ask.ts';

/** Latency of a small query that is sent at a fixed rate, counted from when it was to be sent. */
export interface Felt {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly count: number;
}

interface Order {
  readonly port: number;
  readonly body: string;
  readonly tokens: readonly string[];
}

const INTERVAL_MS = 10;

/** Asks 100 times a second while something else goes on, and tells how long a caller waited. */
export const probeWhile = async <Done>(
  { port, body, tokens }: Order,
  work: () => Promise<Done>,
): Promise<{ readonly felt: Felt; readonly done: Done }> => {
  const client = asker(port);
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  const over = new AbortController();
  const send = async (dueAt: number) => {
    await client.ask(body, tokens[latencies.length % tokens.length] ?? '');
    latencies.push(performance.now() - dueAt);
  };
  const sending = (async () => {
    for (let dueAt = performance.now(); !over.signal.aborted; dueAt += INTERVAL_MS) {
      await sleep(Math.max(0, dueAt - performance.now()));
      pending.push(send(dueAt));
    }
  })();
  try {
    const done = await work();
    over.abort();
    await sending;
    await Promise.all(pending);
    return { done, felt: feltIn(latencies) };
  } finally {
    over.abort();
    client.close();
  }
};

const feltIn = (latencies: readonly number[]): Felt => ({
  p50Ms: percentile(latencies, 0.5),
  p99Ms: percentile(latencies, 0.99),
  maxMs: percentile(latencies, 1),
  count: latencies.length,
});

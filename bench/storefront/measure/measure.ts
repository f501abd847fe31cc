import { setTimeout as sleep } from 'node:timers/promises';
import type { Counters } from '../server-protocol.ts';
import type { ServerProcess } from '../server-process.ts';
import { drive, percentile } from '../../measure/drive.ts';

/** What one request costs, with what the server does anyway taken off. */
export interface Measurement {
  readonly requests: number;
  readonly appCpuMs: number;
  readonly postgresCpuMs: number;
  readonly statements: number;
  readonly fetches: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Statements that were sent most, per request. */
  readonly topStatements: readonly { readonly statement: string; readonly perRequest: number }[];
}

/** What the server does in a second of its own accord: relays, consumers and jobs that look for work. */
export interface Idle {
  readonly appCpuMs: number;
  readonly postgresCpuMs: number;
  readonly statements: number;
  readonly byStatement: Readonly<Record<string, number>>;
}

export const AT_ONCE = 16;
const IDLE_MS = 5_000;

/** Watches a server that nobody asks anything. */
export const measureIdle = async (server: ServerProcess): Promise<Idle> => {
  const before = await server.ask('counters');
  await sleep(IDLE_MS);
  const after = await server.ask('counters');
  const seconds = (after.at - before.at) / 1_000;
  const perSecond = (value: number) => value / seconds;
  return {
    appCpuMs: perSecond(after.appCpuMs - before.appCpuMs),
    postgresCpuMs: perSecond(after.postgresCpuMs - before.postgresCpuMs),
    statements: perSecond(sum(growth(before.statements, after.statements))),
    byStatement: Object.fromEntries(
      Object.entries(growth(before.statements, after.statements)).map(([text, count]) => [text, perSecond(count)]),
    ),
  };
};

/** Sends the requests, waits until what they set off is done as well, and tells what one of them cost. */
export const measure = async (
  server: ServerProcess,
  visit: (n: number) => Promise<void>,
  { requests, idle }: { readonly requests: number; readonly idle: Idle },
): Promise<Measurement> => {
  const before = await server.ask('counters');
  const latencies = await drive({ count: requests, atOnce: AT_ONCE }, visit);
  const after = await settled(server, idle);
  const sent = growth(before.statements, after.statements);
  const seconds = idleSeconds(sent, { idle, atMost: (after.at - before.at) / 1_000 });
  const perRequest = (total: number, idlePerSecond = 0) => Math.max(0, total - idlePerSecond * seconds) / requests;
  const statements = Object.entries(sent)
    .map(([statement, count]) => ({ statement, perRequest: perRequest(count, idle.byStatement[statement]) }))
    .toSorted((left, right) => right.perRequest - left.perRequest);
  return {
    requests,
    appCpuMs: perRequest(after.appCpuMs - before.appCpuMs, idle.appCpuMs),
    postgresCpuMs: perRequest(after.postgresCpuMs - before.postgresCpuMs, idle.postgresCpuMs),
    statements: statements.reduce((total, one) => total + one.perRequest, 0),
    fetches: sum(growth(before.fetches, after.fetches)) / requests,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    topStatements: statements.filter((one) => one.perRequest >= 0.05).slice(0, TOP),
  };
};

const TOP = 12;
const OFTEN_PER_SECOND = 5;

/**
 * How many seconds of idling are in a run. A busy server looks for work less often than one that nobody asks, so it is the
 * statement of idling that grew least which tells.
 */
function idleSeconds(sent: Counts, { idle, atMost }: { readonly idle: Idle; readonly atMost: number }): number {
  const seconds = Object.entries(idle.byStatement)
    .filter(([, perSecond]) => perSecond >= OFTEN_PER_SECOND)
    .map(([statement, perSecond]) => (sent[statement] ?? 0) / perSecond);
  return Math.min(atMost, ...seconds);
}

const LOOK_MS = 250;
const PATIENCE_MS = 30_000;

/** Waits until the server sends hardly more than it does of its own accord; the counters of then. */
export const settled = async (server: ServerProcess, idle: Idle): Promise<Counters> => {
  let last = await server.ask('counters');
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    await sleep(LOOK_MS);
    const now = await server.ask('counters');
    const sentPerSecond = (sum(growth(last.statements, now.statements)) / (now.at - last.at)) * 1_000;
    if (sentPerSecond <= idle.statements * 1.5 + 10) return now;
    last = now;
  }
  throw new Error(`The server did not come to rest in ${PATIENCE_MS} ms`);
};

type Counts = Readonly<Record<string, number>>;

const growth = (before: Counts, after: Counts): Counts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([what, count]) => [what, count - (before[what] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );

const sum = (counts: Counts) => Object.values(counts).reduce((total, count) => total + count, 0);

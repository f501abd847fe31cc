import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asker, isAnswered } from '../measure/ask.ts';
import { inspect } from '../measure/inspector.ts';
import { startRouter } from '../variants/stoa.ts';
import type { Ground } from '../variants/variant.ts';
import { bodyOf } from '../workloads/workload.ts';
import { heapSlopeKb, type MemoryPoint } from '../../measure/memory-points.ts';
import { memoryAt } from './memory.ts';

/** What became of a router whose supergraph was exchanged again and again. */
export interface SwapsFound {
  readonly swaps: number;
  readonly points: readonly MemoryPoint[];
  readonly heapSlopeKb: number;
  /** Requests that were under way all the time, and how many of them were not answered well. */
  readonly asked: number;
  readonly failed: number;
  /** How long one of them waited at most, milliseconds. */
  readonly longestMs: number;
}

interface Order {
  readonly count: number;
  /** Sent all the time. */
  readonly body: string;
  readonly token: string;
  readonly say: (what: string) => void;
}

const POINTS = 20;
const PATIENCE_MS = 20_000;

/** Gives a router so many other supergraphs, each by SIGHUP, and waits until it serves each. @throws when it does not. */
export const measureSwaps = async (ground: Ground, { count, body, token, say }: Order): Promise<SwapsFound> => {
  const supergraphFile = path.join(ground.directory, 'supergraph.swapped.graphql');
  const sdl = readFileSync(ground.supergraphFile, 'utf8');
  writeFileSync(supergraphFile, sdl);
  const { port, inspectable: router } = await startRouter({ ...ground, supergraphFile }, 'stoa-swaps', {});
  const client = asker(port);
  const serves = async (question: string) => {
    const answer = await client.ask(question, token).catch(() => undefined);
    return answer !== undefined && isAnswered(answer);
  };
  await until(() => serves(body), 'the router to answer');
  const inspector = await inspect(router);
  const points: MemoryPoint[] = [];
  const every = Math.max(1, Math.floor(count / POINTS));
  let [asked, failed, longestMs, isOver] = [0, 0, 0, false];
  const asking = (async () => {
    while (!isOver) {
      asked += 1;
      const sentAt = performance.now();
      if (!(await serves(body))) failed += 1;
      longestMs = Math.max(longestMs, performance.now() - sentAt);
      await sleep(5);
    }
  })();
  try {
    for (let n = 1; n <= count; n += 1) {
      writeFileSync(supergraphFile, withField(sdl, `swap${n}`));
      process.kill(router.pid, 'SIGHUP');
      // Valid in the new supergraph alone, and nobody's work.
      const marker = bodyOf(`{ swap${n} @skip(if: true) __typename }`);
      await until(() => serves(marker), `swap ${n}`);
      if (n % every !== 0) continue;
      points.push(await memoryAt(n, inspector, router));
      say(`swaps: ${n} of ${count}, heap ${points.at(-1)?.heapMb.toFixed(1)} MB`);
    }
  } finally {
    isOver = true;
    await asking;
    client.close();
    inspector.close();
    await router.end();
  }
  return { swaps: count, points, heapSlopeKb: heapSlopeKb(points), asked, failed, longestMs };
};

/** The same graph with one field more, of the first subgraph that has fields of Query. */
export const withField = (sdl: string, field: string): string => {
  const query = /^type Query\b[^{]*\{/m.exec(sdl)?.[0] ?? '';
  const graph = /@join__type\(graph: (\w+)/.exec(query)?.[1];
  if (graph === undefined) throw new Error('This is no supergraph');
  return sdl.replace(query, `${query}\n  ${field}: String @join__field(graph: ${graph})`);
};

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited ${PATIENCE_MS} ms in vain for ${what}`);
    await sleep(10);
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { slopeOf } from './slope.ts';
import type { Report } from './swapping.ts';

const SWAPS = 100;
/** Samples at the end, when what is remembered is as much as it will ever be. */
const SETTLED = 60;
/** An engine of this small graph that is kept takes some hundred kB. */
const MOST_BYTES_PER_SWAP = 20_000;

// A process of its own: nothing else is in its heap, and its garbage can be collected.
describe(`${SWAPS} swaps under load`, () => {
  let report: Report;

  beforeAll(async () => {
    const script = new URL('./swapping.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--expose-gc', script, String(SWAPS)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    report = JSON.parse(said) as Report;
  }, 300_000);

  test('fail no request, and every answer is whole and of one supergraph', () => {
    const { seen } = report;
    expect(seen.failures).toEqual([]);
    expect(seen.requests).toBeGreaterThan(10 * SWAPS);
    expect(seen.editions.a).toBeGreaterThan(SWAPS);
    expect(seen.editions.b).toBeGreaterThan(SWAPS);
    expect(seen.editions.a + seen.editions.b).toBe(seen.requests);
  });

  test('are outlived by requests under way', () => {
    expect(report.seen.outlived).toBeGreaterThan(SWAPS / 2);
  });

  test('execute every mutation once, and each after the one before it', () => {
    expect(report.executed.length).toBeGreaterThan(SWAPS);
    expect(report.executed).toEqual(report.seen.added);
  });

  test('leave nothing in the heap', () => {
    expect(slopeOf(report.heap.slice(-SETTLED))).toBeLessThan(MOST_BYTES_PER_SWAP);
  });

  test('leave no thread: one plans, another ends with the last request of its supergraph', () => {
    const { threads } = report;
    expect(threads).toHaveLength(SWAPS + 1);
    expect(Math.max(...threads)).toBeLessThan(5);
    expect(threads.at(-1)).toBe(0);
  });

  test('leave no handle', () => {
    const { before, after } = report.handles;
    expect([...after, 'TCPServerWrap'].sort()).toEqual([...before].sort());
  });
});

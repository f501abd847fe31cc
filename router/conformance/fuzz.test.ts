import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';

// The gate goes the same way every time: one that fails by luck is none. New ways are for `npm run conformance`.
const SEED = Number(process.env['FUZZ_SEED'] ?? 31);
const COMPARISONS = Number(process.env['FUZZ_COMPARISONS'] ?? 10_000);
const PROCESSES = Math.min(2, availableParallelism());
const FUZZ = fileURLToPath(new URL('fuzz.ts', import.meta.url));

interface Run {
  readonly output: string;
  readonly code: unknown;
}

// Processes of their own: jest's modules take twice the time, and one thread is one core.
const fuzz = (seed: number): Promise<Run> =>
  new Promise((done) => {
    const args = [FUZZ, '--seed', `${seed}`, '--comparisons', `${Math.ceil(COMPARISONS / PROCESSES)}`];
    execFile(process.execPath, args, { maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
      done({ output: stdout + stderr, code: error?.code ?? 0 }),
    );
  });

describe(`our engine against stock and the truth, FUZZ_SEED=${SEED} FUZZ_COMPARISONS=${COMPARISONS}`, () => {
  let runs: readonly Run[];

  beforeAll(async () => {
    runs = await Promise.all(Array.from({ length: PROCESSES }, (_, more) => fuzz(SEED + more)));
    for (const { output } of runs) process.stdout.write(`FUZZ_SEED=${SEED}\n${output.slice(-4_000)}\n`);
  }, 900_000);

  test('answers what one process without subgraphs would, and differs from stock only where stock is known to err', () => {
    for (const { output, code } of runs) {
      expect(output.match(/^--- seed [^]*?(?=^--- seed |^graph )/m)?.[0] ?? '').toBe('');
      expect(output).toMatch(/^unexplained: 0$/m);
      expect(code).toBe(0);
    }
    const compared = runs.map(({ output }) => Number(/^(\d+) compared on/m.exec(output)?.[1] ?? 0));
    expect(compared.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(COMPARISONS);
  });

  test('meets every feature', () => {
    for (const { output } of runs) expect(output.match(/^ +0 .+$/gm) ?? []).toEqual([]);
  });

  test('leaves no operation to stock execution', () => {
    for (const { output } of runs) expect(output).not.toMatch(/left to stock/);
  });
});

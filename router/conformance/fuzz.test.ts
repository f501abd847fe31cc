import { beforeAll, describe, expect, test } from '@jest/globals';
import { describeCase, describeReport } from './describe.ts';
import type { Report } from './report.ts';
import { runFuzz } from './run-fuzz.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 1e9));
const COMPARISONS = Number(process.env['FUZZ_COMPARISONS'] ?? 10_000);
/** A shorter run may miss the rarer features. */
const MUST_MEET_ALL = COMPARISONS >= 5_000;

describe(`our engine against stock and the truth, FUZZ_SEED=${SEED} FUZZ_COMPARISONS=${COMPARISONS}`, () => {
  let report: Report;

  beforeAll(async () => {
    report = await runFuzz({ seed: SEED, comparisons: COMPARISONS, meetsAllFeatures: MUST_MEET_ALL });
    process.stdout.write(`FUZZ_SEED=${SEED}\n${describeReport(report)}\n`);
  }, 600_000);

  test('answers what one process without subgraphs would, and differs from stock only where stock is known to err', () => {
    expect(report.unexplained.slice(0, 5).map(describeCase).join('\n\n')).toBe('');
    expect(report.comparisons).toBeGreaterThanOrEqual(COMPARISONS);
  });

  test('meets every feature', () => {
    const missed = [...report.features].filter(([, count]) => count === 0).map(([name]) => name);
    expect(MUST_MEET_ALL ? missed : []).toEqual([]);
  });

  test('leaves no operation to stock execution', () => {
    expect([...report.features.keys()].filter((name) => name.startsWith('left to stock'))).toEqual([]);
  });
});

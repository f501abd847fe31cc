import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Counted } from './compiled-query/compare.ts';

const SEED = Number(process.env['COMPILED_QUERY_SEED'] ?? Math.floor(Math.random() * 1e9));
const COMPARISONS = Number(process.env['COMPILED_QUERY_COMPARISONS'] ?? 2_000);

// A process of its own: graphql-js leaves unheard rejections, and is ten times as slow inside Jest's context.
test(`compiled queries answer as graphql-js does, COMPILED_QUERY_SEED=${SEED}`, async () => {
  const compare = path.join(import.meta.dirname, 'compiled-query/compare.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [compare, String(SEED), String(COMPARISONS)], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  process.stdout.write(`COMPILED_QUERY_SEED=${SEED} ${stdout}\n`);
  const counted = JSON.parse(stdout) as Counted;
  expect(counted.compared).toBeGreaterThanOrEqual(COMPARISONS);
  expect(counted.compiled).toBeGreaterThan(COMPARISONS / 2);
  for (const [what, count] of Object.entries(counted)) expect([what, count > COMPARISONS / 100]).toEqual([what, true]);
}, 120_000);

import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const documented = new Set([...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code));

test('every user error code of the graph is explained', () => {
  const [, body = ''] =
    /enum UserErrorCode \{([^}]*)\}/.exec(read('packages/subgraph-kit/schema/shared.graphql')) ?? [];
  const codes = [...body.matchAll(/^ {2}([A-Z_]+)$/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !documented.has(code))).toEqual([]);
});

test('every top-level code that a subgraph can give is explained', () => {
  const codes = [...read('packages/subgraph-kit/src/errors.ts').matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(5);
  expect(codes.filter((code) => !documented.has(code))).toEqual([]);
});

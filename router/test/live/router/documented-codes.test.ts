import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const LIVE = path.join(ROOT, 'router/src/live');

const filesOf = (folder: string) =>
  readdirSync(path.join(LIVE, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(path.join(LIVE, folder, name), 'utf8'));

const sources = ['', 'events', 'groups', 'http', 'websocket'].flatMap(filesOf).join('\n');
const documented = readFileSync(path.join(ROOT, 'docs/errors.md'), 'utf8');

test('every code of an error that subscriptions send is documented', () => {
  const codes = new Set([...sources.matchAll(/(?:coded\(\s*|code: )'([A-Z_]+)'/g)].map(([, code]) => code));
  expect(codes.size).toBeGreaterThan(15);
  expect([...codes].filter((code) => !documented.includes(`| \`${code}\` |`))).toEqual([]);
});

test('every code that a socket is closed with is documented', () => {
  const codes = new Set([...sources.matchAll(/code: (\d{4})/g)].map(([, code]) => code));
  expect(codes.size).toBeGreaterThan(8);
  expect([...codes].filter((code) => !documented.includes(`\n| ${code} |`))).toEqual([]);
});

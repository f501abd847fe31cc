import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, unknown>>;
}

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
const root = read(join(ROOT, 'package.json'));
const manifests = [
  root,
  ...(root.workspaces ?? []).flatMap((folder) => globSync(join(ROOT, folder, 'package.json'))).map(read),
];
const [used = '', overridden = ''] = readFileSync(join(ROOT, 'DEPENDENCIES.md'), 'utf8').split('\n## Overrides\n');

/** Names that have a line with a reason behind them. */
const explained = (text: string): string[] =>
  [...text.matchAll(/^- `([^`]+)`: \S.{9,}$/gm)].map(([, name]) => name ?? '').sort();

test('every dependency has one line that says why it is here, and no line is left over', () => {
  const named = manifests
    .flatMap((manifest) => [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies])
    .flatMap((dependencies) => Object.keys(dependencies ?? {}))
    .filter((name) => !name.startsWith('@stoa/'));
  expect(explained(used)).toEqual([...new Set(named)].sort());
});

test('every override has one line that says why it exists, and no line is left over', () => {
  expect(explained(overridden)).toEqual(Object.keys(root.overrides ?? {}).sort());
});

test('every version is exact', () => {
  const loose = manifests
    .flatMap((manifest) => [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies])
    .flatMap((dependencies) => Object.entries(dependencies ?? {}))
    .filter(([name, version]) => !name.startsWith('@stoa/') && !/^\d+\.\d+\.\d+/.test(version));
  expect(loose).toEqual([]);
});

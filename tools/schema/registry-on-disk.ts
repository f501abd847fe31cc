import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { MANIFEST } from './operation-manifest.ts';

const WRITTEN = ['schema/subgraphs/*.graphql', 'schema/supergraph.graphql', 'schema/events/*.json', MANIFEST];

/** Files of `schema/` that differ from what they should be, are missing, or describe what no longer exists. */
export const staleFiles = (root: string, files: ReadonlyMap<string, string>): string[] => {
  const wrong = [...files].filter(([path, text]) => readIfThere(join(root, path)) !== text).map(([path]) => path);
  return [...wrong, ...leftovers(root, files)].sort();
};

/** Makes `schema/` what it should be and says which files changed. */
export const writeRegistry = (root: string, files: ReadonlyMap<string, string>): string[] => {
  const stale = staleFiles(root, files);
  for (const path of stale) {
    const text = files.get(path);
    if (text === undefined) rmSync(join(root, path));
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return stale;
};

const leftovers = (root: string, files: ReadonlyMap<string, string>): string[] =>
  WRITTEN.flatMap((pattern) => globSync(join(root, pattern)))
    .map((path) => relative(root, path).replaceAll('\\', '/'))
    .filter((path) => !files.has(path));

const readIfThere = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

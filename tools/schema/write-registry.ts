import { parseArgs } from 'node:util';
import { ALL_EVENTS } from '@stoa/contracts';
import { GraphQLError } from 'graphql';
import { buildRegistry } from './registry.ts';
import { staleFiles, writeRegistry } from './registry-on-disk.ts';

/** `npm run schema` writes the registry, `-- --check` only says what is stale; not in order when something is left to do. */
export const runRegistry = (root: string, { check }: { check: boolean }): { lines: string[]; isInOrder: boolean } => {
  const { files, hints, discords, faults } = buildRegistry(root, ALL_EVENTS);
  const remarks = hints.map((hint) => `  ${hint}`);
  const wrong = [...discords, ...faults].map((fault) => `✗ ${fault}`);
  if (discords.length > 0) return { lines: [...remarks, ...wrong], isInOrder: false };
  const { lines, isInOrder } = check ? checked(root, files) : written(root, files);
  return { lines: [...remarks, ...wrong, ...lines], isInOrder: isInOrder && wrong.length === 0 };
};

function checked(root: string, files: ReadonlyMap<string, string>): { lines: string[]; isInOrder: boolean } {
  const stale = staleFiles(root, files);
  const advice = stale.length > 0 ? ['Run `npm run schema` and commit what it writes.'] : [];
  const total = `schema: ${files.size} files, ${stale.length} stale`;
  return { lines: [...stale.map((path) => `✗ stale: ${path}`), ...advice, total], isInOrder: stale.length === 0 };
}

function written(root: string, files: ReadonlyMap<string, string>): { lines: string[]; isInOrder: boolean } {
  const changed = writeRegistry(root, files).map((path) => `wrote ${path}`);
  return { lines: [...changed, `schema: ${files.size} files, ${changed.length} changed`], isInOrder: true };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  try {
    const { lines, isInOrder } = runRegistry(process.cwd(), values);
    for (const line of lines) console.log(line);
    process.exitCode = isInOrder ? 0 : 1;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    console.error(`✗ ${error.toString()}`);
    process.exitCode = 1;
  }
}

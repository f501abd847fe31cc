import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { destroyEmbeddedPostgres } from '@stoa/platform';
import { claimState } from './one-copy.ts';
import { stateDirectory } from './paths.ts';
import { StartError } from './start-error.ts';

// What is not data: tests keep their servers beside it, and the claim is ours while we delete.
const KEPT = new Set(['test', 'stoa.pid']);

try {
  for (const directory of [stateDirectory('kafka'), stateDirectory()].filter((one) => existsSync(one)))
    await forget(directory);
  process.stdout.write('All data of this clone are gone. The next start makes new ones.\n');
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}

/** Deletes everything below a state directory while nobody can start on it. @throws StartError when somebody runs on it. */
async function forget(directory: string): Promise<void> {
  const release = claimState(directory);
  await destroyEmbeddedPostgres(path.join(directory, 'postgres'));
  for (const entry of readdirSync(directory).filter((name) => !KEPT.has(name)))
    rmSync(path.join(directory, entry), { recursive: true, force: true });
  release();
}

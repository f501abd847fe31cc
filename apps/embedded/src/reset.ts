import { rmSync } from 'node:fs';
import path from 'node:path';
import { destroyEmbeddedPostgres } from '@stoa/platform';
import { claimState } from './one-copy.ts';
import { stateDirectory } from './paths.ts';
import { StartError } from './start-error.ts';

const directory = stateDirectory();
try {
  // While it is ours nobody starts on what is being deleted.
  const release = claimState(directory);
  await destroyEmbeddedPostgres(path.join(directory, 'postgres'));
  for (const kept of ['broker', 'secrets.json', 'stoa.log', 'kafka']) rmSync(path.join(directory, kept), { recursive: true, force: true });
  release();
  process.stdout.write('All data of this clone are gone. The next start makes new ones.\n');
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}

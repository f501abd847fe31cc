import { mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import path from 'node:path';
import { StartError } from './start-error.ts';

/** Makes sure that one process at a time works on this state. Returns how to let go. @throws StartError when another one does. */
export const claimState = (stateDirectory: string): (() => void) => {
  mkdirSync(stateDirectory, { recursive: true });
  const file = path.join(stateDirectory, 'stoa.pid');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx');
      writeSync(descriptor, `${process.pid}\n`);
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(file, 'utf8'));
      if (isStoa(owner)) throw new StartError(`Stoa runs already in this folder (process ${owner}). Stop it first.`);
      rmSync(file, { force: true });
    }
  }
  throw new StartError('Another copy of Stoa is starting in this folder.');
};

// A process id may have been given to another program since: only a node process of ours counts, where the system tells.
function isStoa(pid: number): boolean {
  if (!Number.isInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('embedded');
  } catch {
    return true;
  }
}

import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { markIsAlive, processMark } from './process-life.ts';

/**
 * Takes the server over unless another living process owns it; whoever owns it stops it at its end.
 * Answers whether it is ours now.
 */
export async function takeOwnership(dir: string): Promise<boolean> {
  const mine = processMark(process.pid);
  const owner = await readFile(ownerFile(dir), 'utf8').catch(() => '');
  if (owner !== mine && markIsAlive(owner)) return false;
  await writeFile(ownerFile(dir), mine);
  return true;
}

/** Lets another process have the server. */
export const giveUpOwnership = (dir: string) => rm(ownerFile(dir), { force: true });

const ownerFile = (dir: string) => path.join(dir, 'owner.pid');

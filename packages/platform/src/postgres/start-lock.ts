import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { markIsAlive, processMark } from './process-life.ts';

const patienceMs = 90_000;

/** Only one process at a time makes or starts the server of a folder: two initdb's would destroy each other's files. */
export async function withStartLock<Value>(dir: string, work: () => Promise<Value>): Promise<Value> {
  const file = path.join(dir, 'start.lock');
  const until = Date.now() + patienceMs;
  while (!(await claim(file))) {
    if (Date.now() > until)
      throw new EmbeddedPostgresError(`Another process has been starting PostgreSQL in ${dir} for 90 s.`);
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Linked and not written in place, so that the lock never exists without the name of its holder. */
async function claim(file: string): Promise<boolean> {
  const mine = `${file}.${process.pid}.${randomBytes(3).toString('hex')}`;
  try {
    await writeFile(mine, processMark(process.pid));
    await link(mine, file);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    const holder = await readFile(file, 'utf8').catch(() => undefined);
    if (holder !== undefined && !markIsAlive(holder)) await rm(file, { force: true });
    return false;
  } finally {
    await rm(mine, { force: true });
  }
}

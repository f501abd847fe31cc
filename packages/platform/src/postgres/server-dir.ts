import { createHash, randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { succeeds, type Account } from './run-as.ts';

/**
 * The folder the server keeps its files in: `dir` itself, or, when the account cannot reach it (a clone below /root), a
 * stable one below /var/tmp.
 */
export async function serverDir(dir: string, account: Account | undefined): Promise<string> {
  await mkdir(dir, { recursive: true });
  if (!account) return dir;
  await chown(dir, account.uid, account.gid);
  if (await succeeds('/bin/sh', ['-c', 'cd -- "$0"', dir], account)) return dir;
  const elsewhere = path.join('/var/tmp', `stoa-postgres-${await fingerprint(dir)}`);
  await mkdir(elsewhere, { recursive: true, mode: 0o700 });
  await chown(elsewhere, account.uid, account.gid);
  return elsewhere;
}

/** An id kept beside the path: a new clone at an old path must not adopt the old clone's data. */
async function fingerprint(dir: string): Promise<string> {
  const file = path.join(dir, 'clone-id');
  let id = await readFile(file, 'utf8').catch(() => '');
  if (!id) {
    id = randomBytes(6).toString('hex');
    await writeFile(file, id);
  }
  return createHash('sha256')
    .update(dir + id)
    .digest('hex')
    .slice(0, 12);
}

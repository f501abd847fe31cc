import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { unprivilegedAccount } from './run-as.ts';
import { runningServerPid } from './running-postmaster.ts';
import { serverDir } from './server-dir.ts';

/**
 * Removes the private PostgreSQL of a folder with all its data; a server that was left running is stopped first.
 * Throws EmbeddedPostgresError while a living process uses it.
 */
export async function destroyEmbeddedPostgres(folder: string): Promise<void> {
  const dir = path.resolve(folder);
  if (!existsSync(dir)) return;
  const elsewhere = await serverDir(dir, await unprivilegedAccount());
  if (await runningServerPid(elsewhere)) await stopOrphan(dir);
  await rm(elsewhere, { recursive: true, force: true });
  await rm(dir, { recursive: true, force: true });
}

async function stopOrphan(dir: string) {
  const server = await startEmbeddedPostgres({ dir, databases: [], durability: 'full', log: () => {} });
  if (!server.owned) throw new EmbeddedPostgresError(`PostgreSQL in ${dir} is in use: stop "npm start" first.`);
  await server.stop();
}

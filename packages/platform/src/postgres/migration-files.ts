import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** The migrations of a folder in the order they apply; none when the folder does not exist. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((fault: unknown) => {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fault;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(path.join(dir, name, 'migration.sql'), 'utf8') })),
  );
}

/** 12 hex digits that change whenever a migration is added or edited. */
export async function migrationsHash(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, sql } of await readMigrations(dir)) hash.update(`${name}\0${sql}\0`);
  return hash.digest('hex').slice(0, 12);
}

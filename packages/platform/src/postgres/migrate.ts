import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { connect } from './connect.ts';
import { readMigrations, type Migration } from './migration-files.ts';
import { MigrationError } from './migration-error.ts';

export interface MigrateOptions {
  readonly connectionString: string;
  /** Prisma's layout: `<dir>/<name>/migration.sql`. */
  readonly dir: string;
}

/**
 * Applies what is missing, in the order of names, and records it in Prisma's own history, so that `prisma migrate
 * status|deploy` agrees. Returns the names it applied; safe to run from several processes at once. Throws MigrationError.
 */
export async function migrate({ connectionString, dir }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(dir);
  const client = await connect(connectionString);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock]);
    await client.query(history);
    const done = await appliedChecksums(client);
    const applied: string[] = [];
    for (const migration of migrations) if (await apply(client, migration, done)) applied.push(migration.name);
    return applied;
  } finally {
    await client.end();
  }
}

/** The advisory lock Prisma's schema engine takes. */
const prismaLock = 72_707_369;

const history = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

interface HistoryRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

async function appliedChecksums(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<HistoryRow>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const failed = rows.find((row) => !row.finished_at);
  if (failed) throw new MigrationError('failed-earlier', failed.migration_name);
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** Migration and history in one transaction: a kill in the middle leaves neither. (So no CREATE INDEX CONCURRENTLY.) */
async function apply(client: pg.Client, { name, sql }: Migration, done: ReadonlyMap<string, string>): Promise<boolean> {
  const checksum = createHash('sha256').update(sql).digest('hex');
  if (done.has(name)) {
    if (done.get(name) !== checksum) throw new MigrationError('edited', name);
    return false;
  }
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    throw new MigrationError('broken', name, cause);
  }
  return true;
}

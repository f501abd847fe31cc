import path from 'node:path';
import { migrate, migrationsHash } from '@stoa/platform';
import type pg from 'pg';
import { onServer, serverUrl } from './test-server.ts';

/** Makes the migrated database all test databases of a domain are copied from, unless it is there; returns its name. */
export async function ensureTemplate(domain: string, prismaDir = ownPrismaDir): Promise<string> {
  const dir = path.join(prismaDir, domain, 'migrations');
  const name = `template_${domain}_${await migrationsHash(dir)}`;
  await onServer(async (admin) => {
    if (await exists(admin, name)) return;
    // The lock is the session's and goes with it; workers and runs that want the same template wait here.
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [`template_${domain}`]);
    if (!(await exists(admin, name))) await make(admin, domain, name, dir);
  });
  return name;
}

const ownPrismaDir = path.resolve(import.meta.dirname, '../../../../prisma');

const exists = async (admin: pg.Client, name: string): Promise<boolean> =>
  (await admin.query('SELECT FROM pg_database WHERE datname = $1', [name])).rowCount === 1;

/** Under another name until it is whole: a template that exists is complete. */
async function make(admin: pg.Client, domain: string, name: string, dir: string) {
  const unfinished = `unfinished_${domain}`;
  await admin.query(`DROP DATABASE IF EXISTS "${unfinished}" WITH (FORCE)`);
  await admin.query(`CREATE DATABASE "${unfinished}" TEMPLATE template0`);
  await migrate({ connectionString: serverUrl(unfinished), dir });
  await admin.query(`ALTER DATABASE "${unfinished}" RENAME TO "${name}"`);
  await dropOutdated(admin, domain, name);
}

/** The server is kept between runs, and every edit of a migration makes another template. */
async function dropOutdated(admin: pg.Client, domain: string, current: string) {
  const { rows } = await admin.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname ~ $1', [
    `^template_${domain}_[0-9a-f]{12}$`,
  ]);
  for (const { datname } of rows) if (datname !== current) await admin.query(`DROP DATABASE IF EXISTS "${datname}"`);
}

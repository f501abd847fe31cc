import path from 'node:path';
import { startEmbeddedPostgres } from '@stoa/platform';
import { root } from './domains.ts';

/** Where `npm start` keeps its PostgreSQL. */
const embeddedDir = path.join(root, '.stoa/postgres');

/**
 * Works on the domain's real database: <DOMAIN>_DATABASE_URL, else the domain's database on the server DATABASE_URL names,
 * else the one of `npm start`, which is started when it does not run.
 */
export async function withWorkingDatabase<Value>(
  domain: string,
  work: (url: string) => Promise<Value>,
): Promise<Value> {
  const own = process.env[`${domain.toUpperCase()}_DATABASE_URL`];
  if (own) return work(own);
  const shared = process.env['DATABASE_URL'];
  if (shared) return work(Object.assign(new URL(shared), { pathname: `/${domain}` }).href);
  const server = await startEmbeddedPostgres({
    dir: embeddedDir,
    databases: [domain],
    durability: 'full',
    log: () => {},
  });
  try {
    return await work(server.url(domain));
  } finally {
    await server.stop();
  }
}

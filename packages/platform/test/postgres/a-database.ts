import { randomBytes } from 'node:crypto';
import { connect } from '../../src/postgres/connect.ts';

/** An empty database on the run's server. */
export async function aDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server) throw new Error('TEST_POSTGRES_URL is not set: run the tests with "npm test"');
  const name = `test_platform_${randomBytes(5).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function run(url: string, sql: string) {
  const client = await connect(url);
  await client.query(sql).finally(() => client.end());
}

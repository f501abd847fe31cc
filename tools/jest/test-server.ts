import { rm } from 'node:fs/promises';
import path from 'node:path';
import { connect, type EmbeddedPostgres, startEmbeddedPostgres } from '@stoa/platform';

const slots = 16;

/**
 * A PostgreSQL for one test run. Servers live in numbered slots and are kept between runs, so that a run finds the
 * template databases of the last one; a slot in which another run is at work is left to it.
 */
export async function startTestServer(dir: string): Promise<EmbeddedPostgres> {
  for (let slot = 1; slot <= slots; slot += 1) {
    const server = await startInSlot(path.join(dir, String(slot)));
    if (!server.owned) continue;
    await dropLeftovers(server);
    return server;
  }
  throw new Error(`${slots} test runs are at work in ${dir} already`);
}

async function startInSlot(dir: string): Promise<EmbeddedPostgres> {
  const options = { dir, databases: [], durability: 'none', log: () => {} } as const;
  try {
    return await startEmbeddedPostgres(options);
  } catch {
    // Without durability a power cut leaves a cluster that cannot start; nothing in it is worth keeping.
    await rm(path.join(dir, 'data'), { recursive: true, force: true });
    return startEmbeddedPostgres(options);
  }
}

/** What a killed run left behind. */
async function dropLeftovers(server: EmbeddedPostgres) {
  const admin = await connect(server.url('postgres'));
  try {
    const { rows } = await admin.query<{ datname: string }>(
      String.raw`SELECT datname FROM pg_database WHERE datname LIKE 'test\_%'`,
    );
    for (const { datname } of rows) await admin.query(`DROP DATABASE ${admin.escapeIdentifier(datname)} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, startEmbeddedPostgres } from '@stoa/platform';

/** Gives an empty database to work in and takes it away again. */
export type WithScratchDatabase = <Value>(work: (url: string) => Promise<Value>) => Promise<Value>;

/** Databases on the server TEST_POSTGRES_URL names, or on a private one that lives as long as the work. */
export async function withScratchServer<Value>(
  work: (withDatabase: WithScratchDatabase) => Promise<Value>,
): Promise<Value> {
  const given = process.env['TEST_POSTGRES_URL'];
  if (given) return work((use) => withDatabase(given, use));
  const dir = await mkdtemp(path.join(tmpdir(), 'stoa-db-'));
  try {
    const server = await startEmbeddedPostgres({ dir, databases: [], durability: 'none', log: () => {} });
    try {
      return await work((use) => withDatabase(server.url('postgres'), use));
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function withDatabase<Value>(serverUrl: string, work: (url: string) => Promise<Value>): Promise<Value> {
  const admin = await connect(serverUrl);
  const name = `scratch_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  try {
    await admin.query(`CREATE DATABASE ${name}`);
    try {
      return await work(url.href);
    } finally {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  } finally {
    await admin.end();
  }
}

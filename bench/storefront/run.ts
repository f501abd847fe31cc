// What the storefront's operations cost: `node bench/storefront/run.ts [--requests N] [--products N] [--only NAME] [--profile] [--dry]`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '@stoa/platform';
import { describeMachine } from '../report/machine.ts';
import { betweenMarkers } from '../report/between-markers.ts';
import { figuresText } from './report/figures-text.ts';
import { compareSettings } from './compare-settings.ts';
import { startServer } from './server-process.ts';
import { measureStarts } from './starts.ts';

const { values: flags } = parseArgs({
  options: {
    requests: { type: 'string', default: '480' },
    products: { type: 'string', default: '20000' },
    only: { type: 'string' },
    profile: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
});
const README = path.join(import.meta.dirname, 'README.md');
const say = (what: string) => console.log(`${new Date().toISOString().slice(11, 19)}  ${what}`);

const startedAt = new Date();
const server = await startServer();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.destroy().finally(() => process.exit(1)));
try {
  const machine = describeMachine(startedAt, {
    postgresVersion: await versionOf(await server.ask('databaseUrl', 'postgres')),
  });
  say(machine);
  const comparison = await compareSettings(server, {
    requests: Number(flags.requests),
    products: Number(flags.products),
    only: flags.only,
    profileAll: flags.profile,
    say,
  });
  await server.destroy();
  say('an empty Stoa, started twice');
  const text = figuresText({ machine, ...comparison, starts: await measureStarts() });
  console.log(`\n${text}`);
  if (!flags.dry) writeFileSync(README, betweenMarkers(readFileSync(README, 'utf8'), 'figures', text));
} catch (error) {
  await server.destroy();
  throw error;
}

async function versionOf(url: string): Promise<string> {
  const connection = await connect(url);
  const { rows } = await connection.query<{ server_version: string }>('SHOW server_version');
  await connection.end();
  return rows[0]?.server_version ?? 'unknown';
}

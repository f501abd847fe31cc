import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@stoa/kernel';
import { createMemoryBroker } from '@stoa/messaging';
import { createLog, createPool, startEmbeddedPostgres } from '@stoa/platform';
import { environmentOf } from './environment.ts';
import { stateDirectory } from './paths.ts';
import { SUBGRAPHS } from './subgraphs.ts';

interface Row {
  readonly event_id: string;
  readonly type: string;
  readonly aggregate_id: string;
  readonly reason: string;
  readonly failed_at: Date;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { broker: { type: 'string', default: 'postgres' } },
});
const [action = 'list', domain, eventId] = positionals;

// Beside a running Stoa as well as without one: what a replay announces waits in the outbox for the relay.
const directory = stateDirectory(flags.broker === 'kafka' ? 'kafka' : 'postgres');
const postgres = await startEmbeddedPostgres({
  dir: path.join(directory, 'postgres'),
  databases: SUBGRAPHS.map(({ name }) => name),
  durability: 'full',
  log: () => undefined,
});
try {
  if (action === 'list') await list();
  else if ((action === 'replay' || action === 'discard') && domain && eventId) await settle(action, domain, eventId);
  else throw new RangeError('list, or replay|discard with a domain and an event id');
} catch (error) {
  process.stderr.write(`dead-letters: ${(error as Error).message}\n`);
  process.exitCode = 1;
} finally {
  await postgres.stop();
}

async function list(): Promise<void> {
  let found = 0;
  for (const { name } of SUBGRAPHS) {
    const pool = createPool({ connectionString: postgres.url(name), max: 1, name: 'stoa-dead-letters' });
    const { rows } = await pool.query<Row>(
      `SELECT event_id, type, aggregate_id, reason, failed_at FROM dead_letters WHERE resolved_at IS NULL ORDER BY failed_at LIMIT 100`,
    );
    await pool.end();
    found += rows.length;
    for (const row of rows)
      process.stdout.write(
        `${name}  ${row.event_id}  ${row.type}  ${row.aggregate_id}  ${row.failed_at.toISOString()}\n    ${row.reason}\n`,
      );
  }
  if (found === 0) process.stdout.write('No event waits to be mended.\n');
}

async function settle(how: 'replay' | 'discard', name: string, id: string): Promise<void> {
  const subgraph = SUBGRAPHS.find((candidate) => candidate.name === name);
  if (!subgraph) throw new RangeError(`there is no domain ${name}`);
  const pool = createPool({ connectionString: postgres.url(name), max: 3, name: 'stoa-dead-letters' });
  const open = subgraph.open({
    pool,
    broker: createMemoryBroker(),
    clock: systemClock,
    graph: () => Promise.reject(new Error('a listener that asks the graph is replayed by the running platform only')),
    environment: { PUBLIC_URL: 'http://localhost:4000', ...environmentOf(directory) },
    owner: randomUUID(),
    log: createLog({ level: 'silent' }),
  });
  const result = (await open.deadLetters[how](id)) as { ok: boolean; failure?: unknown };
  await pool.end();
  process.stdout.write(
    result.ok
      ? `${how === 'replay' ? 'Applied' : 'Given up'}: ${id}\n`
      : `Refused: ${JSON.stringify(result.failure)}\n`,
  );
  process.exitCode = result.ok ? 0 : 1;
}

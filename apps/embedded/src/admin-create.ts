import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '@stoa/kernel';
import { createMemoryBroker } from '@stoa/messaging';
import { createLog, createPool, migrate, startEmbeddedPostgres } from '@stoa/platform';
import { users } from '@stoa/users';
import { environmentOf } from './environment.ts';
import { ROOT, stateDirectory } from './paths.ts';

const { values: flags } = parseArgs({
  options: { email: { type: 'string' }, password: { type: 'string' }, broker: { type: 'string', default: 'postgres' } },
});

// Works beside a running Stoa, whose server it then joins, and without one. The event waits in the outbox for the relay.
const directory = stateDirectory(flags.broker === 'kafka' ? 'kafka' : 'postgres');
const postgres = await startEmbeddedPostgres({
  dir: path.join(directory, 'postgres'),
  databases: ['users'],
  durability: 'full',
  log: () => undefined,
});
try {
  const connectionString = postgres.url('users');
  await migrate({ connectionString, dir: path.join(ROOT, 'prisma/users/migrations') });
  const pool = createPool({ connectionString, max: 2, name: 'stoa-admin-create' });
  const open = users.open({
    pool,
    broker: createMemoryBroker(),
    clock: systemClock,
    graph: () => Promise.reject(new Error('Nothing is asked here')),
    environment: environmentOf(directory, { isProduction: process.env['NODE_ENV'] === 'production' }),
    owner: randomUUID(),
    log: createLog({ level: 'silent' }),
  });
  const result = await open.perform('createAdmin', await credentials());
  await pool.end();
  process.stdout.write(
    result.ok ? 'The administrator can sign in now.\n' : `Refused: ${JSON.stringify(result.failure)}\n`,
  );
  process.exitCode = result.ok ? 0 : 1;
} finally {
  await postgres.stop();
}

async function credentials(): Promise<{ email: string; password: string }> {
  if (flags.email !== undefined && flags.password !== undefined)
    return { email: flags.email, password: flags.password };
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return {
      email: flags.email ?? (await terminal.question('E-mail: ')),
      password: await terminal.question('Password: '),
    };
  } finally {
    terminal.close();
  }
}

import { parseArgs } from 'node:util';
import { besideStoa, type Operate } from './beside-stoa.ts';
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

await besideStoa(flags.broker, async (operate) => {
  if (action === 'list') await list(operate);
  else if ((action === 'replay' || action === 'discard') && domain && eventId)
    await settle(operate, { how: action, domain, eventId });
  else throw new RangeError('list, or replay|discard with a domain and an event id');
}).catch((error: unknown) => {
  process.stderr.write(`dead-letters: ${(error as Error).message}\n`);
  process.exitCode = 1;
});

async function list(operate: Operate): Promise<void> {
  let found = 0;
  for (const subgraph of SUBGRAPHS) {
    const rows = await operate(subgraph, async ({ pool }) => {
      const answer = await pool.query<Row>(
        `SELECT event_id, type, aggregate_id, reason, failed_at FROM dead_letters WHERE resolved_at IS NULL ORDER BY failed_at LIMIT 100`,
      );
      return answer.rows;
    });
    found += rows.length;
    for (const row of rows)
      process.stdout.write(
        `${subgraph.name}  ${row.event_id}  ${row.type}  ${row.aggregate_id}  ${row.failed_at.toISOString()}\n    ${row.reason}\n`,
      );
  }
  if (found === 0) process.stdout.write('No event waits to be mended.\n');
}

async function settle(
  operate: Operate,
  wish: { how: 'replay' | 'discard'; domain: string; eventId: string },
): Promise<void> {
  const subgraph = SUBGRAPHS.find(({ name }) => name === wish.domain);
  if (!subgraph) throw new RangeError(`there is no domain ${wish.domain}`);
  const result = await operate(
    subgraph,
    async ({ open }) => (await open().deadLetters[wish.how](wish.eventId)) as { ok: boolean; failure?: unknown },
  );
  const done = wish.how === 'replay' ? 'Applied' : 'Given up';
  process.stdout.write(result.ok ? `${done}: ${wish.eventId}\n` : `Refused: ${JSON.stringify(result.failure)}\n`);
  process.exitCode = result.ok ? 0 : 1;
}

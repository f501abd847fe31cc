import { DOMAINS } from './domains.ts';
import { brokerOfRun, type StoaProcess } from './stoa-process.ts';
import { until } from './until.ts';

/**
 * Waits until nothing is under way: every event announced, published and applied, every mail sent, every call to the
 * provider made. Answers how many events were ever announced.
 */
export const atRest = (stoa: StoaProcess, timeoutMs?: number): Promise<number> => {
  let before: number | undefined;
  return until(
    'everything to have come to rest',
    async () => {
      const isBusy = (await workIn(stoa)) + (await lagOf(stoa)) > 0;
      const { announced, waiting } = await outboxes(stoa);
      // What was applied between two looks announces something.
      const isQuiet = !isBusy && waiting === 0 && before === announced;
      before = announced;
      return isQuiet && announced;
    },
    timeoutMs,
  );
};

/** How many events were ever announced: it grows with every change of anything. */
export const announcedEvents = async (stoa: StoaProcess): Promise<number> => (await outboxes(stoa)).announced;

/** Events that nobody could apply, in all domains. */
export const deadLetters = async (stoa: StoaProcess): Promise<string[]> =>
  (
    await Promise.all(
      DOMAINS.map(async (domain) => {
        const rows = await (
          await stoa.database(domain)
        ).rows<{ type: string; reason: string }>('SELECT type, reason FROM dead_letters WHERE resolved_at IS NULL');
        return rows.map(({ type, reason }) => `${domain}: ${type}: ${reason}`);
      }),
    )
  ).flat();

async function outboxes(stoa: StoaProcess): Promise<{ announced: number; waiting: number }> {
  const domains = await Promise.all(
    DOMAINS.map(async (domain) => {
      const database = await stoa.database(domain);
      const [row] = await database.rows<{ announced: number; waiting: number }>(
        `SELECT count(*)::int AS announced, (count(*) FILTER (WHERE published_at IS NULL))::int AS waiting FROM outbox`,
      );
      return row ?? { announced: 0, waiting: 1 };
    }),
  );
  return {
    announced: domains.reduce((sum, { announced }) => sum + announced, 0),
    waiting: domains.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}

const count = async (stoa: StoaProcess, database: string, sqlText: string): Promise<number> => {
  const [row] = await (await stoa.database(database)).rows<{ n: number }>(sqlText);
  return row?.n ?? 0;
};

/** Jobs that have something to do. */
const workIn = async (stoa: StoaProcess): Promise<number> =>
  (await count(stoa, 'notifications', 'SELECT count(*)::int AS n FROM notifications WHERE due_at IS NOT NULL')) +
  (await count(
    stoa,
    'payments',
    `SELECT (SELECT count(*) FROM sandbox_deliveries WHERE due_at IS NOT NULL)::int
          + (SELECT count(*) FROM provider_events WHERE due_at IS NOT NULL)::int
          + (SELECT count(*) FROM provider_calls WHERE kind <> 'LOOK_UP')::int AS n`,
  ));

/** Events that are published and not applied; Kafka's are not looked at, what is waited for there says so itself. */
const lagOf = async (stoa: StoaProcess): Promise<number> =>
  brokerOfRun() === 'kafka'
    ? 0
    : count(
        stoa,
        'broker',
        `SELECT count(*)::int AS n FROM broker.positions p JOIN broker.heads h USING (topic, partition)
         WHERE p.next_offset < h.next_offset`,
      );

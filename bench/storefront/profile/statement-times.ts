import { readFile, readlink, stat } from 'node:fs/promises';
import { connect } from '@stoa/platform';

/** How long PostgreSQL was busy with a statement, planning included. */
export interface StatementTime {
  readonly statement: string;
  readonly count: number;
  readonly totalMs: number;
}

/**
 * Lets a PostgreSQL server log the duration of everything that it does; what is returned ends that and adds the durations
 * up, the longest first. Durations are wall time: on a busy machine compare them with one another only.
 */
export const watchStatements = async (
  postgresUrl: string,
  postmaster: number,
): Promise<() => Promise<StatementTime[]>> => {
  const log = await readlink(`/proc/${postmaster}/fd/2`);
  const { size: from } = await stat(log);
  await setLogging(postgresUrl, '0');
  return async () => {
    await setLogging(postgresUrl, '-1');
    const text = (await readFile(log)).subarray(from).toString('utf8');
    return statementTimes(text);
  };
};

async function setLogging(postgresUrl: string, minimum: string): Promise<void> {
  const connection = await connect(postgresUrl);
  await connection.query(`ALTER SYSTEM SET log_min_duration_statement = ${minimum}`);
  await connection.query('SELECT pg_reload_conf()');
  await connection.end();
}

/** Adds up the `duration:` lines of a PostgreSQL log by statement; parse, bind and execute count as one. */
export const statementTimes = (log: string): StatementTime[] => {
  const times = new Map<string, { count: number; totalMs: number }>();
  // A statement of several lines goes on, indented by a tab, below its line.
  for (const entry of log.split(/\n(?!\t)/)) {
    const [, ms, kind = '', text] =
      /duration: ([\d.]+) ms {2}(statement|parse|bind|execute)[^:]*: ([\s\S]+)$/.exec(entry) ?? [];
    if (ms === undefined || text === undefined) continue;
    const statement = text.replaceAll(/\s+/g, ' ').trim();
    const time = times.get(statement) ?? { count: 0, totalMs: 0 };
    time.totalMs += Number(ms);
    if (kind === 'statement' || kind === 'execute') time.count += 1;
    times.set(statement, time);
  }
  return [...times]
    .map(([statement, time]) => ({ statement, ...time }))
    .toSorted((left, right) => right.totalMs - left.totalMs);
};

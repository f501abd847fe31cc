import type pg from 'pg';

/** Reports every statement any client of the pool sends; the pool's own `query` goes through one of its clients too. */
export function reportStatements(pool: pg.Pool, onQuery: (sqlText: string) => void): void {
  pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    const reporting = (...args: unknown[]) => {
      onQuery(textOf(args[0]));
      return send(...args);
    };
    client.query = reporting as typeof client.query;
  });
}

/** A statement is given as text, as a configuration or as a prepared query object such as a cursor. */
function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return (statement as { text?: string } | null)?.text ?? '';
}

import type { Transaction } from './transaction.ts';

/** Values of a row by column name; JSON columns hold plain objects, dates become timestamptz. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Inserts rows, or overwrites those whose key is there, in one statement. All rows have the columns of the first, and the
 * statement's text depends on the table alone, so it is prepared once per connection.
 */
export const upsertRows = async (
  tx: Transaction,
  table: string,
  rows: readonly Row[],
  key: readonly string[] = ['id'],
  // eslint-disable-next-line max-params -- what goes where by what: a call reads as the statement it sends
): Promise<void> => {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const changing = columns.filter((column) => !key.includes(column));
  const onConflict =
    changing.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  await tx.query(
    `INSERT INTO ${table} (${columns.join(', ')})
     SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1)
     ON CONFLICT (${key.join(', ')}) DO ${onConflict}`,
    [JSON.stringify(rows)],
  );
};

/** The members of a list that are not the very same objects in its predecessor: what an immutable update touched. */
export const touchedSince = <Item>(next: readonly Item[], previous: readonly Item[] = []): Item[] => {
  const before = new Set(previous);
  return next.filter((item) => !before.has(item));
};

import type { Transaction } from './transaction.ts';

/** A name held by one owner until it expires. The epoch changes with every change of hands: late writers are recognised by it. */
export interface Lease {
  readonly name: string;
  readonly epoch: number;
}

// The column keeps milliseconds: now() itself may be rounded up and not be over yet.
const OVER = `now() - interval '1 ms'`;

/** Takes or renews the named leases that are free, expired or already the owner's. Returns what is held now. */
export const holdLeases = async (
  tx: Transaction,
  { owner, names, ttlMs }: { owner: string; names: readonly string[]; ttlMs: number },
): Promise<Lease[]> => {
  const { rows } = await tx.query<Lease>(
    `INSERT INTO leases (name, owner, epoch, expires_at)
     SELECT name, $1, 1, now() + $3 * interval '1 ms' FROM unnest($2::text[]) AS name ORDER BY name
     ON CONFLICT (name) DO UPDATE
       SET owner = $1, expires_at = excluded.expires_at,
           epoch = leases.epoch + CASE WHEN leases.owner = $1 AND leases.expires_at > now() THEN 0 ELSE 1 END
       WHERE leases.owner = $1 OR leases.expires_at <= now()
     RETURNING name, epoch`,
    [owner, names, ttlMs],
  );
  return rows;
};

/** Gives the named leases back at once, so that nobody has to wait for their end. */
export const releaseLeases = async (tx: Transaction, owner: string, names: readonly string[]): Promise<void> => {
  await tx.query(`UPDATE leases SET expires_at = ${OVER} WHERE owner = $1 AND name = ANY($2) AND expires_at > now()`, [
    owner,
    names,
  ]);
};

/** Ends every lease at once. For a process that knows itself to be the only one, after a start: what held them was killed. */
export const endAllLeases = async (tx: Transaction): Promise<void> => {
  await tx.query(`UPDATE leases SET expires_at = ${OVER} WHERE expires_at > now()`);
};

/** How many leases with this prefix are alive: the members of a group that share its work. */
export const countLiveLeases = async (tx: Transaction, prefix: string): Promise<number> => {
  const { rows } = await tx.query<{ alive: number }>(
    'SELECT count(*)::int AS alive FROM leases WHERE starts_with(name, $1) AND expires_at > now()',
    [prefix],
  );
  return rows[0]?.alive ?? 0;
};

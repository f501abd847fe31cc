import { aggregateStore, onPool, upsertRows, type AggregateMapping, type AggregateStore } from '@stoa/messaging';
import type pg from 'pg';
import type { EndedSession, Session } from '../domain/session.ts';

export interface SessionRepository extends AggregateStore<Session> {
  /** Deletes sessions that expired at or before, so many at most. Answers how many. */
  forgetExpiredBy(at: Date, limit: number): Promise<number>;
}

export const sessionRepository = (pool: pg.Pool): SessionRepository => ({
  ...aggregateStore(pool, mapping),
  forgetExpiredBy: async (at, limit) => {
    const { rowCount } = await onPool(pool).query(
      'DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)',
      [at, limit],
    );
    return rowCount;
  },
});

const mapping: AggregateMapping<Session> = {
  load: async (tx, ids, lock) => {
    const { rows } = await tx.query<SessionRow>(
      `SELECT * FROM sessions WHERE id = ANY($1) ORDER BY id ${lock ? 'FOR UPDATE' : ''}`,
      [ids],
    );
    return rows.map(sessionFromRow);
  },
  write: (tx, { next }) => upsertRows(tx, 'sessions', [sessionRow(next)]),
};

const sessionRow = (session: Session) => ({
  id: session.id,
  user_id: session.userId,
  seed: session.seed,
  generation: session.generation,
  started_at: session.startedAt,
  rotated_at: session.rotatedAt,
  expires_at: session.expiresAt,
  ended_at: session.status === 'ENDED' ? session.endedAt : null,
  ended_because: session.status === 'ENDED' ? session.because : null,
  version: session.version,
});

type SessionRow = ReturnType<typeof sessionRow> & { readonly ended_because: EndedSession['because'] | null };

function sessionFromRow(row: SessionRow): Session {
  const body = {
    id: row.id,
    version: row.version,
    userId: row.user_id,
    seed: row.seed,
    generation: row.generation,
    startedAt: row.started_at,
    rotatedAt: row.rotated_at,
    expiresAt: row.expires_at,
  };
  return row.ended_at && row.ended_because
    ? { ...body, status: 'ENDED', endedAt: row.ended_at, because: row.ended_because }
    : { ...body, status: 'OPEN' };
}

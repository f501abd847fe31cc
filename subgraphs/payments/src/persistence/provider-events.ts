import { onPool } from '@stoa/messaging';
import type pg from 'pg';

/** A verified web hook that has not been applied yet. */
export interface StoredEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly body: string;
}

/** What came of a web hook: it was applied, or why there was nothing to apply. */
export type EventOutcome = 'APPLIED' | 'UNKNOWN_REFERENCE' | 'UNREADABLE';

/** Web hooks as they came; the provider's event id is the key, so a duplicate is no second event. */
export interface ProviderEvents {
  store(event: StoredEvent, at: Date): Promise<void>;
  /** Takes events that wait, oldest first, and puts each off before it is applied: 5 s doubling to 10 min. */
  claim(at: Date, limit: number): Promise<StoredEvent[]>;
  finish(event: StoredEvent, outcome: EventOutcome): Promise<void>;
}

export const providerEvents = (pool: pg.Pool): ProviderEvents => ({
  store: async ({ provider, eventId, body }, at) => {
    await onPool(pool).query(
      `INSERT INTO provider_events (provider, event_id, body, received_at, due_at) VALUES ($1, $2, $3, $4, $4)
       ON CONFLICT DO NOTHING`,
      [provider, eventId, body, at],
    );
  },
  claim: async (at, limit) => {
    const { rows } = await onPool(pool).query<StoredEvent>(
      `WITH taken AS (
         UPDATE provider_events e SET tries = e.tries + 1,
           due_at = $1::timestamptz + least(interval '5 seconds' * 2 ^ least(e.tries, 10), interval '10 minutes')
         FROM (SELECT provider, event_id FROM provider_events WHERE due_at <= $1
               ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED) d
         WHERE e.provider = d.provider AND e.event_id = d.event_id
         RETURNING e.*
       )
       SELECT provider, event_id AS "eventId", body FROM taken ORDER BY received_at`,
      [at, limit],
    );
    return rows;
  },
  finish: async ({ provider, eventId }, outcome) => {
    await onPool(pool).query(
      'UPDATE provider_events SET due_at = NULL, outcome = $3 WHERE provider = $1 AND event_id = $2',
      [provider, eventId, outcome],
    );
  },
});

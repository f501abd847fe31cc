import type pg from 'pg';
import { onPool } from '../transaction.ts';

const STARTS = 3;

/**
 * Recognises the message that kills the process. After a start, the first message of each partition that is not a mere
 * repetition is the one that may have done it, so only that one is counted before it is begun; afterwards a partition is
 * trusted and pays nothing.
 */
export const suspicion = (pool: pg.Pool) => {
  const trusted = new Set<string>();
  return {
    /** Counts one more start; true when this message was begun too often without an end. */
    endsTheProcess: async (place: string, eventId: string): Promise<boolean> => {
      if (trusted.has(place)) return false;
      const { rows } = await onPool(pool).query<{ started: number }>(
        `INSERT INTO inbox_attempts AS a (event_id, started) VALUES ($1, 1)
         ON CONFLICT (event_id) DO UPDATE SET started = a.started + 1 RETURNING started`,
        [eventId],
      );
      return (rows[0]?.started ?? 0) > STARTS;
    },
    /** The message ended well; without an id it was skipped and says nothing about the partition. */
    cleared: async (place: string, eventId: string | undefined): Promise<void> => {
      if (trusted.has(place) || eventId === undefined) return;
      await onPool(pool).query('DELETE FROM inbox_attempts WHERE event_id = $1', [eventId]);
      trusted.add(place);
    },
  };
};

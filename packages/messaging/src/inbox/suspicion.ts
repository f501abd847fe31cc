import type pg from 'pg';
import { onPool } from '../transaction.ts';

const STARTS = 3;

/**
 * Recognises the message that kills the process. After a start, the first message of each partition that is not a mere
 * repetition is the one that may have done it, so only that one, and what waited behind it, is counted before it is begun;
 * afterwards a partition is trusted and pays nothing.
 */
export const suspicion = (pool: pg.Pool) => {
  const trusted = new Set<string>();
  const begun = new Set<string>();
  return {
    isTrusted: (place: string): boolean => trusted.has(place),
    /** Messages of this partition end well: the one that did was no mere repetition. */
    trust: (place: string): void => {
      trusted.add(place);
    },
    /** Counts one more start of a process with this message; true when there were too many without an end. */
    endsTheProcess: async (eventId: string): Promise<boolean> => {
      // What is tried again in the same process has not ended it.
      if (begun.has(eventId)) return false;
      const { rows } = await onPool(pool).query<{ started: number }>(
        `INSERT INTO inbox_attempts AS a (event_id, started) VALUES ($1, 1)
         ON CONFLICT (event_id) DO UPDATE SET started = a.started + 1 RETURNING started`,
        [eventId],
      );
      begun.add(eventId);
      return (rows[0]?.started ?? 0) > STARTS;
    },
    /** The message came to an end, whichever, and the process still lives. */
    survived: async (eventId: string): Promise<void> => {
      await onPool(pool).query('DELETE FROM inbox_attempts WHERE event_id = $1', [eventId]);
      begun.delete(eventId);
    },
  };
};

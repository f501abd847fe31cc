import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';

const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets sessions that could not be used for another 30 days after they expired. Answers how many. */
export const forgetSessions =
  ({ sessions }: Rooms) =>
  (door: Door, { limit }: { limit: number }): Promise<number> =>
    sessions.forgetExpiredBy(new Date(door.at.getTime() - KEPT_MS), limit);

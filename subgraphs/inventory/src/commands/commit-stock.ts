import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { commit, commitAgain } from '../domain/commit.ts';

/** The order is binding. A hold that has ended meanwhile is taken again, or told as rejected. */
export const commitStock =
  ({ reservations }: Rooms) =>
  async (door: Door, { orderId }: { readonly orderId: string }) => {
    const committed = await reservations.update(door, orderId, commit);
    return !committed.ok && committed.failure.kind === 'HOLD_EXPIRED'
      ? reservations.reserveAgain(door, orderId, commitAgain)
      : committed;
  };

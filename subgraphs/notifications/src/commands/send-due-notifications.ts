import type { Door } from '@stoa/messaging';
import { beginTry, isBegunAt } from '../domain/delivery.ts';
import type { Rooms } from '../rooms.ts';
import { tryNotification } from './try-notification.ts';

/** Tries what is due, side by side. Answers how many were tried. */
export const sendDueNotifications =
  (rooms: Rooms) =>
  async (door: Door, { limit }: { limit: number }): Promise<number> => {
    const { notifications } = rooms;
    const ids = await notifications.dueBy(door.at, limit);
    if (ids.length === 0) return 0;
    const begun = await notifications.updateAll(ids, { door }, beginTry(door.at));
    // The ids have just been read and nothing is ever deleted.
    if (!begun.ok) throw new TypeError(`Notifications cannot be tried: ${begun.failure.kind}`);
    await Promise.all(
      begun.value.filter(isBegunAt(door.at)).map((notification) => tryNotification(rooms, door, notification)),
    );
    return ids.length;
  };

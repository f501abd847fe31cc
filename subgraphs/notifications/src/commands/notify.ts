import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { queue, type Occasion } from '../domain/queue.ts';
import type { Rooms } from '../rooms.ts';

/** Something has happened that a person is told of, once. */
export const notify =
  ({ notifications }: Rooms) =>
  (door: Door, occasion: Occasion) =>
    notifications.queue(door, () => queue(occasion, { id: newId('ntf'), at: door.at }));

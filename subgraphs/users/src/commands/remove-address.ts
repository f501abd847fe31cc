import type { Door } from '@stoa/messaging';
import { removeAddress as removed } from '../domain/address-book.ts';
import type { Rooms } from '../rooms.ts';
import { updateOwnAccount } from './update-own-account.ts';

/** The viewer takes an entry out of their book. */
export const removeAddress =
  (rooms: Rooms) =>
  (door: Door, { addressId }: { addressId: string }) =>
    updateOwnAccount(rooms, door, removed(addressId));

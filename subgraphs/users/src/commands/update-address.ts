import type { Door } from '@stoa/messaging';
import { updateAddress as updated } from '../domain/address-book.ts';
import { readAddress, type TypedAddress } from '../domain/address-details.ts';
import type { Rooms } from '../rooms.ts';
import { entryOf } from './address-entry.ts';
import { updateOwnAccount } from './update-own-account.ts';

export interface UpdateAddress {
  readonly addressId: string;
  readonly address: TypedAddress;
}

/** The viewer writes an entry of their book anew. */
export const updateAddress =
  (rooms: Rooms) =>
  async (door: Door, { addressId, address }: UpdateAddress) => {
    const details = readAddress(address);
    if (!details.ok) return details;
    return entryOf(await updateOwnAccount(rooms, door, updated(addressId, details.value)), addressId);
  };

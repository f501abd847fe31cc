import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { addAddress as added } from '../domain/address-book.ts';
import { readAddress, type TypedAddress } from '../domain/address-details.ts';
import type { AddressUse } from '../domain/user.ts';
import type { Rooms } from '../rooms.ts';
import { entryOf } from './address-entry.ts';
import { updateOwnAccount } from './update-own-account.ts';

export interface AddAddress {
  readonly address: TypedAddress;
  readonly defaultFor?: readonly AddressUse[] | null | undefined;
}

/** The viewer writes an address into their book. */
export const addAddress =
  (rooms: Rooms) =>
  async (door: Door, { address, defaultFor }: AddAddress) => {
    const details = readAddress(address);
    if (!details.ok) return details;
    const id = newId('addr');
    return entryOf(await updateOwnAccount(rooms, door, added({ ...details.value, id }, defaultFor ?? [])), id);
  };

import { err, invalidInput } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { setDefaultAddress as pointed } from '../domain/address-book.ts';
import type { AddressUse } from '../domain/user.ts';
import type { Rooms } from '../rooms.ts';
import { entryOf } from './address-entry.ts';
import { updateOwnAccount } from './update-own-account.ts';

export interface SetDefaultAddress {
  readonly addressId: string;
  readonly uses: readonly AddressUse[];
}

/** The viewer makes an entry of their book the default. */
export const setDefaultAddress =
  (rooms: Rooms) =>
  async (door: Door, { addressId, uses }: SetDefaultAddress) => {
    if (uses.length === 0) return err(invalidInput('uses', 'Name at least one use.'));
    return entryOf(await updateOwnAccount(rooms, door, pointed(addressId, uses)), addressId);
  };

import type { ShopId } from '@stoa/contracts';
import { err, invalidInput, newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { openLocation, type LocationKind } from '../domain/location.ts';

export interface CreateLocation {
  readonly shopId: string;
  readonly name: string;
  readonly kind: LocationKind;
  readonly address?: string | null | undefined;
}

/** A member of a shop makes a place where its goods are kept. */
export const createLocation =
  ({ locations, members }: Rooms) =>
  async (door: Door, { shopId, name, kind, address }: CreateLocation) => {
    if (!(await members.shopsOf(door.caller)).includes(shopId)) return err({ kind: 'NOT_FOUND', id: shopId } as const);
    const [shortName, shortAddress] = [name.trim(), address?.trim() ?? ''];
    if (shortName.length < 1 || shortName.length > 80) return err(invalidInput('name', 'It has 1 to 80 characters.'));
    if (shortAddress.length > 300) return err(invalidInput('address', 'It has up to 300 characters.'));
    const wish = { shopId: shopId as ShopId, name: shortName, kind, address: shortAddress || null };
    return locations.create(door, () => openLocation(wish, { id: newId('loc'), at: door.at }));
  };

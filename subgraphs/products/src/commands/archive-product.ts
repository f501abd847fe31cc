import type { Door } from '@stoa/messaging';
import { mayEdit } from '../domain/access.ts';
import { archive } from '../domain/publish.ts';
import type { Rooms } from '../rooms.ts';

export interface ArchiveProduct {
  readonly productId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** A member takes a product out of the catalogue. */
export const archiveProduct =
  ({ products, members }: Rooms) =>
  async (door: Door, { productId, expectedVersion }: ArchiveProduct) => {
    const allow = mayEdit(door.caller, await members.shopsOf(door.caller));
    return products.update(productId, { door, expectedVersion, allow }, archive);
  };

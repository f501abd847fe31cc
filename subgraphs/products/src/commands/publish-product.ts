import type { Door } from '@stoa/messaging';
import { mayEdit } from '../domain/access.ts';
import { publish } from '../domain/publish.ts';
import type { Rooms } from '../rooms.ts';

export interface PublishProduct {
  readonly productId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** A member lets buyers see a product. */
export const publishProduct =
  ({ products, members }: Rooms) =>
  async (door: Door, { productId, expectedVersion }: PublishProduct) => {
    const allow = mayEdit(door.caller, await members.shopsOf(door.caller));
    return products.update(productId, { door, expectedVersion, allow }, publish(door.at));
  };

import type { Door } from '@stoa/messaging';
import { mayEdit } from '../domain/access.ts';
import * as domain from '../domain/images.ts';
import type { Rooms } from '../rooms.ts';

export interface RemoveImage {
  readonly productId: string;
  readonly imageId: string;
}

/** A member takes a picture from a product. */
export const removeImage =
  ({ products, members }: Rooms) =>
  async (door: Door, { productId, imageId }: RemoveImage) => {
    const allow = mayEdit(door.caller, await members.shopsOf(door.caller));
    return products.update(productId, { door, allow }, domain.removeImage(imageId));
  };

import { err, invalidInput, newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { mayEdit } from '../domain/access.ts';
import * as domain from '../domain/images.ts';
import { readPicture, type WrittenPicture } from '../domain/written-picture.ts';
import type { Rooms } from '../rooms.ts';

export interface AddImage extends WrittenPicture {
  readonly productId: string;
  readonly alt: string;
}

const LONGEST_ALT = 200;

/** A member adds a picture to a product. */
export const addImage =
  ({ products, members, media }: Rooms) =>
  async (door: Door, { productId, alt, ...written }: AddImage) => {
    if (alt.length > LONGEST_ALT) return err(invalidInput('alt', `${LONGEST_ALT} characters at most.`));
    const picture = readPicture(written);
    if (!picture.ok) return picture;
    const allow = mayEdit(door.caller, await members.shopsOf(door.caller));
    const image = { id: newId('img'), mediaId: media.idOf(picture.value), alt: alt.trim(), picture: picture.value };
    return products.update(productId, { door, allow }, domain.addImage(image));
  };

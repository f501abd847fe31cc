import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { mayEdit } from '../domain/access.ts';
import * as domain from '../domain/variants.ts';
import type { WrittenVariant } from '../domain/written-variant.ts';
import type { Rooms } from '../rooms.ts';

export interface AddVariant {
  readonly productId: string;
  readonly variant: WrittenVariant;
  readonly expectedVersion?: number | null | undefined;
}

/** A member adds something that can be bought. */
export const addVariant =
  ({ products, members }: Rooms) =>
  async (door: Door, { productId, variant, expectedVersion }: AddVariant) => {
    const allow = mayEdit(door.caller, await members.shopsOf(door.caller));
    return products
      .update(productId, { door, expectedVersion, allow }, domain.addVariant(variant, newId))
      .catch(products.orSkuTaken(variant.sku.trim()));
  };

import { err } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { mayEdit } from '../domain/access.ts';
import * as domain from '../domain/variants.ts';
import type { Rooms } from '../rooms.ts';

export interface UpdateVariant extends domain.VariantChanges {
  readonly variantId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** A member changes what a variant costs and how it is told apart. */
export const updateVariant =
  ({ products, members }: Rooms) =>
  async (door: Door, { variantId, expectedVersion, ...changes }: UpdateVariant) => {
    const [[home], shopIds] = await Promise.all([products.byVariantIds([variantId]), members.shopsOf(door.caller)]);
    const allow = mayEdit(door.caller, shopIds);
    if (!home || !allow(home.product)) return err({ kind: 'NOT_FOUND', id: variantId } as const);
    return products
      .update(home.product.id, { door, expectedVersion, allow }, domain.updateVariant(variantId, changes))
      .catch(products.orSkuTaken(changes.sku?.trim()));
  };

import type { CategoryId } from '@stoa/contracts';
import { err } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { mayEdit } from '../domain/access.ts';
import { readTexts, type WrittenTexts } from '../domain/texts.ts';
import { update } from '../domain/update.ts';
import type { Rooms } from '../rooms.ts';

export interface UpdateProduct extends WrittenTexts {
  readonly productId: string;
  readonly categoryId?: string | null | undefined;
  readonly expectedVersion?: number | null | undefined;
}

/** A member changes what buyers read about a product. */
export const updateProduct =
  ({ products, categories, members }: Rooms) =>
  async (door: Door, { productId, categoryId, expectedVersion, ...input }: UpdateProduct) => {
    const texts = readTexts(input);
    if ('kind' in texts) return err(texts);
    if (categoryId != null && (await categories.byIds([categoryId])).length === 0)
      return err({ kind: 'NOT_FOUND', id: categoryId } as const);
    const options = { door, expectedVersion, allow: mayEdit(door.caller, await members.shopsOf(door.caller)) };
    const changes = { ...texts, categoryId: (categoryId ?? undefined) as CategoryId | undefined };
    return products.update(productId, options, update(changes)).catch(products.orHandleTaken(texts.handle));
  };

import type { CategoryId, ShopId } from '@stoa/contracts';
import { err, hasRole, invalidInput, newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { create } from '../domain/create.ts';
import { handleOf, readTexts, type WrittenTexts } from '../domain/texts.ts';
import { readVariants } from '../domain/variants.ts';
import type { WrittenVariant } from '../domain/written-variant.ts';
import { whenTaken } from '../persistence/product-repository.ts';
import type { Rooms } from '../rooms.ts';

export interface CreateProduct extends WrittenTexts {
  readonly shopId: string;
  readonly title: string;
  readonly categoryId?: string | null | undefined;
  readonly variants: readonly WrittenVariant[];
}

/** A member adds a product to their shop's catalogue. */
export const createProduct =
  ({ products, categories, shops }: Rooms) =>
  async (door: Door, { shopId, categoryId, variants: written, ...input }: CreateProduct) => {
    const [shopIds, currencyCode] = await Promise.all([shops.shopsOf(door.caller), shops.currencyOf(shopId)]);
    if (currencyCode === undefined || !(shopIds.includes(shopId) || hasRole(door.caller, 'ADMIN')))
      return err({ kind: 'NOT_FOUND', id: shopId } as const);
    const texts = readTexts(input);
    if ('kind' in texts) return err(texts);
    if (texts.title === undefined) return err(invalidInput('title', 'A product has a title.'));
    const variants = readVariants(written, currencyCode, newId);
    if (!variants.ok) return variants;
    if (categoryId != null && (await categories.byIds([categoryId])).length === 0)
      return err({ kind: 'NOT_FOUND', id: categoryId } as const);

    const id = newId('prod');
    const creation = {
      id,
      shopId: shopId as ShopId,
      handle: texts.handle ?? handleOf(texts.title, id),
      title: texts.title,
      description: texts.description ?? '',
      brand: texts.brand ?? null,
      tags: texts.tags ?? [],
      categoryId: (categoryId ?? null) as CategoryId | null,
      variants: variants.value,
      at: door.at,
    };
    return products.create(door, () => create(creation), { taken: whenTaken(creation) });
  };

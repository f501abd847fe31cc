import type { CategoryId, ProductId, ShopId } from '@stoa/contracts';
import { err, hasRole, newId, ok, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { create } from '../domain/create.ts';
import { handleOf, readTexts, type Texts, type WrittenTexts } from '../domain/texts.ts';
import { readVariants } from '../domain/variants.ts';
import type { WrittenVariant } from '../domain/written-variant.ts';
import type { Rooms } from '../rooms.ts';

export interface CreateProduct extends WrittenTexts {
  readonly shopId: string;
  readonly title: string;
  readonly categoryId?: string | null | undefined;
  readonly variants: readonly WrittenVariant[];
}

/** A member adds a product to their shop's catalogue. */
export const createProduct =
  (rooms: Rooms) =>
  async (door: Door, { shopId, categoryId, variants: written, ...input }: CreateProduct) => {
    const facts = await gather(rooms, door, { shopId, categoryId });
    if (!facts.ok) return facts;
    const texts = readTexts(input);
    if ('kind' in texts) return err(texts);
    const variants = readVariants(written, facts.value.currencyCode, newId);
    if (!variants.ok) return variants;
    const creation = {
      ...withDefaults(texts, newId('prod')),
      shopId: shopId as ShopId,
      categoryId: (categoryId ?? null) as CategoryId | null,
      variants: variants.value,
      at: door.at,
    };
    return rooms.products.create(door, () => create(creation), { taken: rooms.products.whenTaken(creation) });
  };

/** The currency of a shop that the caller works for; both have to exist, the category if there is one. */
async function gather(
  { shops, members, categories }: Rooms,
  { caller }: Door,
  { shopId, categoryId }: Pick<CreateProduct, 'shopId' | 'categoryId'>,
): Promise<Result<{ currencyCode: string }, { readonly kind: 'NOT_FOUND'; readonly id: string }>> {
  const [shopIds, currencyCode, found] = await Promise.all([
    members.shopsOf(caller),
    shops.currencyOf(shopId),
    categoryId == null ? [] : categories.byIds([categoryId]),
  ]);
  const isTheirs = shopIds.includes(shopId) || hasRole(caller, 'ADMIN');
  if (currencyCode === undefined || !isTheirs) return err({ kind: 'NOT_FOUND', id: shopId });
  return categoryId != null && found.length === 0 ? err({ kind: 'NOT_FOUND', id: categoryId }) : ok({ currencyCode });
}

const withDefaults = ({ title = '', handle, description = '', brand = null, tags = [] }: Texts, id: ProductId) => ({
  id,
  title,
  handle: handle ?? handleOf(title, id),
  description,
  brand,
  tags,
});

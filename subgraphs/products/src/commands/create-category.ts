import { err, newId, type InvalidInput } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import * as domain from '../domain/category.ts';
import type { SlugTaken } from '../persistence/category-repository.ts';
import type { Rooms } from '../rooms.ts';

export interface CreateCategory {
  readonly name: string;
  readonly slug?: string | null | undefined;
  readonly parentId?: string | null | undefined;
}

/** An administrator adds a category to the tree. */
export const createCategory =
  ({ categories }: Rooms) =>
  async (door: Door, { name, slug, parentId }: CreateCategory) => {
    const [parent = null] = parentId == null ? [] : await categories.byIds([parentId]);
    if (parentId != null && !parent) return err({ kind: 'NOT_FOUND', id: parentId } as const);
    const creation = { id: newId('cat'), name, slug: slug ?? undefined, parent };
    return categories.create<InvalidInput | SlugTaken>(door, () => domain.createCategory(creation), {
      taken: categories.whenSlugTaken,
    });
  };

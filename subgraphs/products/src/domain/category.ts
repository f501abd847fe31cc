import { CategoryCreated, type CategoryId } from '@stoa/contracts';
import { changed, invalidInput, refused, type InvalidInput } from '@stoa/kernel';
import { slugFault, slugOf } from './texts.ts';

/** A place in the catalogue's tree. */
export interface Category {
  readonly id: CategoryId;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly parentId: CategoryId | null;
  /** Ids from the top down to this one. */
  readonly path: readonly CategoryId[];
}

export interface CategoryCreation {
  readonly id: CategoryId;
  readonly name: string;
  readonly slug: string | undefined;
  readonly parent: Category | null;
}

const LONGEST_NAME = 80;
const DEEPEST = 6;

/** Adds a category below its parent, or at the top. */
export const createCategory = (creation: CategoryCreation) => {
  const category = placed(creation);
  const { id, name, slug, parentId } = category;
  const fault = faultOf(category);
  if (fault) return refused<InvalidInput>(fault);
  return changed(category, [CategoryCreated.of({ categoryId: id, parentId, slug, name })]);
};

const placed = ({ id, name, slug, parent }: CategoryCreation): Category => ({
  id,
  version: 1,
  name: name.trim(),
  slug: slug?.trim() ?? (slugOf(name) || id.slice(-8).toLowerCase()),
  parentId: parent?.id ?? null,
  path: [...(parent?.path ?? []), id],
});

function faultOf({ name, slug, path }: Category): InvalidInput | undefined {
  if (name === '' || name.length > LONGEST_NAME) return invalidInput('name', `From 1 to ${LONGEST_NAME} characters.`);
  const wrong = slugFault(slug, 2, 60);
  if (wrong) return invalidInput('slug', wrong);
  return path.length > DEEPEST ? invalidInput('parentId', `The tree is ${DEEPEST} deep at most.`) : undefined;
}

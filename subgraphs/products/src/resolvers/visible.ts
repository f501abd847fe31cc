import type { Context } from '../context.ts';
import { seesAll, type Found } from '../domain/access.ts';
import type { Product } from '../domain/product.ts';

/** Whether the caller sees a product: everybody what `isPublic` says, those who work on it everything. */
export const sees = async (
  { caller, loaders }: Context,
  found: Found,
  isPublic: (found: Found) => boolean,
): Promise<boolean> => isPublic(found) || seesAll(caller) || (await loaders.shopIds()).includes(found.product.shopId);

/** Products in the order of their ids, loaded in one batch; those that are gone meanwhile are left out. */
export const productsOf = async ({ loaders }: Context, ids: readonly string[]): Promise<Product[]> => {
  const found = await loaders.product.loadMany([...ids]);
  return found.flatMap((one) => {
    if (one instanceof Error) throw one;
    return one ? [one.product] : [];
  });
};

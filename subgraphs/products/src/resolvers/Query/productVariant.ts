import { isListed } from '../../domain/access.ts';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { sees } from '../visible.ts';

export const productVariant: QueryResolvers['productVariant'] = async (_, { id }, context) => {
  const found = await context.loaders.productOfVariant.load(id);
  if (!found || !(await sees(context, found, isListed))) return null;
  const variant = found.product.variants.find((candidate) => candidate.id === id);
  return variant ? { product: found.product, variant } : null;
};

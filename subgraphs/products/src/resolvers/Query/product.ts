import { isListed } from '../../domain/access.ts';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { sees } from '../visible.ts';

export const product: QueryResolvers['product'] = async (_, { id }, context) => {
  const found = await context.loaders.product.load(id);
  return found && (await sees(context, found, isListed)) ? found.product : null;
};

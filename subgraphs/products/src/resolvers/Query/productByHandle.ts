import { isListed } from '../../domain/access.ts';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { sees } from '../visible.ts';

export const productByHandle: QueryResolvers['productByHandle'] = async (_, { handle }, context) => {
  const id = await context.rooms.products.idOfHandle(handle);
  const found = id === undefined ? null : await context.loaders.product.load(id);
  return found && (await sees(context, found, isListed)) ? found.product : null;
};

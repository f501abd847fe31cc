import { mayFind } from '../../domain/access.ts';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const shop: QueryResolvers['shop'] = async (_, { id }, { caller, loaders }) => {
  const found = await loaders.shop.load(id);
  return found && mayFind(caller, found) ? found : null;
};

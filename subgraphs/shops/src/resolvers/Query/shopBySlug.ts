import { mayFind } from '../../domain/access.ts';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const shopBySlug: QueryResolvers['shopBySlug'] = async (_, { slug }, { caller, rooms, loaders }) => {
  const id = await rooms.reader.idOfSlug(slug);
  const found = id === undefined ? null : await loaders.shop.load(id);
  return found && mayFind(caller, found) ? found : null;
};

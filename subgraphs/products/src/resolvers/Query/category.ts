import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const category: QueryResolvers['category'] = async (_, { slug }, { rooms }) =>
  (await rooms.categories.bySlug(slug)) ?? null;

import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const categories: QueryResolvers['categories'] = (_source, _args, { rooms }) => rooms.categories.below(null);

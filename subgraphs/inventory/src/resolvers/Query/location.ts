import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const location: QueryResolvers['location'] = (_, { id }, { loaders }) => loaders.location.load(id);

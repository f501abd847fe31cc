import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const user: QueryResolvers['user'] = (_, { id }, { loaders }) => loaders.account.load(id);

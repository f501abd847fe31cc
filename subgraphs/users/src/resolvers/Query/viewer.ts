import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const viewer: QueryResolvers['viewer'] = (_, __, { caller, loaders }) =>
  caller.user ? loaders.account.load(caller.user.id) : null;

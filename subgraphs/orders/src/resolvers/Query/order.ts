import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const order: QueryResolvers['order'] = (_, { id }, { loaders }) => loaders.order.load(id);

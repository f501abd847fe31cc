import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const cart: QueryResolvers['cart'] = (_, { id }, { loaders }) => loaders.cart.load(id);

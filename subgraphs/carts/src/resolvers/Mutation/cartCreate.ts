import { invalidInputError, payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';

export const cartCreate: MutationResolvers['cartCreate'] = async (_, { input }, { door, commands }) => {
  const { created, userErrors } = payload('created', await commands.createCart(door(), input), invalidInputError);
  return { cart: created?.cart ?? null, cartToken: created?.cartToken ?? null, userErrors };
};

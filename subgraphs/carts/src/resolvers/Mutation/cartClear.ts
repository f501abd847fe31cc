import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { changeCartError } from '../user-errors.ts';

export const cartClear: MutationResolvers['cartClear'] = async (_, { input }, { door, commands }) =>
  payload('cart', await commands.clearCart(door(), input), changeCartError);

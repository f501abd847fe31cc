import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { cancelError } from '../user-errors.ts';

export const orderCancel: MutationResolvers['orderCancel'] = async (_, { input }, { door, commands }) =>
  payload('order', await commands.cancelOrder(door(input), input), cancelError);

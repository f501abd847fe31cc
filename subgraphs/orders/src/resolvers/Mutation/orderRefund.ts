import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { refundError } from '../user-errors.ts';

export const orderRefund: MutationResolvers['orderRefund'] = async (_, { input }, { door, commands }) =>
  payload('order', await commands.requestRefund(door(input), input), refundError);

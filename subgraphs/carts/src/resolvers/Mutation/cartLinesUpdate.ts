import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { changeCartError } from '../user-errors.ts';

export const cartLinesUpdate: MutationResolvers['cartLinesUpdate'] = async (_, { input }, { door, commands }) =>
  payload('cart', await commands.updateLines(door(), input), changeCartError);

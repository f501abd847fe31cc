import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { addLinesError } from '../user-errors.ts';

export const cartLinesAdd: MutationResolvers['cartLinesAdd'] = async (_, { input }, { door, commands }) =>
  payload('cart', await commands.addLines(door(), input), addLinesError);

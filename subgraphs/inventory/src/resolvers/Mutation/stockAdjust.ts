import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { stockAdjustError } from '../user-errors.ts';

export const stockAdjust: MutationResolvers['stockAdjust'] = async (_, { input }, { door, commands }) =>
  payload('inventoryItem', await commands.adjustStock(door(input), input), stockAdjustError);

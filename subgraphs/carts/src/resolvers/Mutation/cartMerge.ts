import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { mergeError } from '../user-errors.ts';

export const cartMerge: MutationResolvers['cartMerge'] = async (_, { input }, { door, commands }) =>
  payload('cart', await commands.mergeCarts(door(), input), mergeError);

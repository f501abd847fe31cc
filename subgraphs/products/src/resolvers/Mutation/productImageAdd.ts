import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { imageError } from '../user-errors.ts';

export const productImageAdd: MutationResolvers['productImageAdd'] = async (_, { input }, { door, commands }) =>
  payload('product', await commands.addImage(door(), input), imageError(input));

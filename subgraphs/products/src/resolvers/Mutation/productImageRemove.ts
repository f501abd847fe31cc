import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { imageRemovalError } from '../user-errors.ts';

export const productImageRemove: MutationResolvers['productImageRemove'] = async (_, { input }, { door, commands }) =>
  payload('product', await commands.removeImage(door(), input), imageRemovalError(input));

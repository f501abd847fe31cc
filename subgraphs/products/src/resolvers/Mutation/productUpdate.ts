import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { changeError } from '../user-errors.ts';

export const productUpdate: MutationResolvers['productUpdate'] = async (_, { input }, { door, commands }) =>
  payload('product', await commands.updateProduct(door(), input), changeError(input));

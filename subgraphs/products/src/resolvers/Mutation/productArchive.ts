import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { statusError } from '../user-errors.ts';

export const productArchive: MutationResolvers['productArchive'] = async (_, { input }, { door, commands }) =>
  payload('product', await commands.archiveProduct(door(), input), statusError(input));

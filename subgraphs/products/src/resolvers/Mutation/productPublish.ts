import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { statusError } from '../user-errors.ts';

export const productPublish: MutationResolvers['productPublish'] = async (_, { input }, { door, commands }) =>
  payload('product', await commands.publishProduct(door(), input), statusError(input));

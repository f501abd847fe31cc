import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { creationError } from '../user-errors.ts';

export const productCreate: MutationResolvers['productCreate'] = async (_, { input }, { door, commands }) =>
  payload('product', await commands.createProduct(door(), input), creationError(input));

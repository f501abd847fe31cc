import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { variantError } from '../user-errors.ts';

export const productVariantAdd: MutationResolvers['productVariantAdd'] = async (_, { input }, { door, commands }) =>
  payload('product', await commands.addVariant(door(), input), variantError(input, ['variant', 'sku']));

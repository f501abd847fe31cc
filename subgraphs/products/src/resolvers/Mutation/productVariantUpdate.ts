import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { variantError } from '../user-errors.ts';

export const productVariantUpdate: MutationResolvers['productVariantUpdate'] = async (
  _,
  { input },
  { door, commands },
) => payload('product', await commands.updateVariant(door(), input), variantError(input, ['sku']));

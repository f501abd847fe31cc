import { codedError } from '@stoa/subgraph-kit';
import { pricedVariants, quoteFault } from '../../domain/priced-lines.ts';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { quoteOf } from '../quote-of.ts';

export const quote: QueryResolvers['quote'] = async (_, { lines, address, delivery }, context) => {
  const fault = quoteFault(lines);
  if (fault !== undefined) throw codedError('BAD_USER_INPUT', fault);
  const priced = pricedVariants(lines, await context.rooms.listings.byIds(lines.map(({ variantId }) => variantId)));
  return priced ? quoteOf(context, priced, address, delivery) : null;
};

import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { placementError } from '../placement-error.ts';

export const orderBuyNow: MutationResolvers['orderBuyNow'] = async (_, { input }, { door, commands, rooms }) => {
  const result = await commands.buyNow(door(input), input);
  return {
    ...payload('order', result, placementError),
    orderToken: result.ok ? rooms.access.tokenOf(result.value.id) : null,
  };
};

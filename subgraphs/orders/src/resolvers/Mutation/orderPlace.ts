import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { placementError } from '../placement-error.ts';

export const orderPlace: MutationResolvers['orderPlace'] = async (_, { input }, { door, commands, rooms }) => {
  const result = await commands.placeOrder(door(input), input);
  return {
    ...payload('order', result, placementError),
    orderToken: result.ok ? rooms.access.tokenOf(result.value.id) : null,
  };
};

import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { sellerOrderById } from '../seller-order-of.ts';
import { shipmentError } from '../user-errors.ts';

export const shipmentPack: MutationResolvers['shipmentPack'] = async (_, { input }, { door, commands }) => {
  const result = await commands.packShipment(door(input), input);
  return payload('sellerOrder', sellerOrderById(result, input.sellerOrderId), shipmentError);
};

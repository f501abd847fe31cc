import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { sellerOrderOfShipment } from '../seller-order-of.ts';
import { shipmentError } from '../user-errors.ts';

export const shipmentShip: MutationResolvers['shipmentShip'] = async (_, { input }, { door, commands }) => {
  const result = await commands.shipShipment(door(input), input);
  return payload('sellerOrder', sellerOrderOfShipment(result, input.shipmentId), shipmentError);
};

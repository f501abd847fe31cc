import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { startError } from '../user-errors.ts';

export const paymentStart: MutationResolvers['paymentStart'] = async (_, { input }, { door, commands }) => {
  const started = payload('payment', await commands.startPayment(door(input), input), startError);
  return { ...started, order: started.payment && { id: started.payment.order.id } };
};

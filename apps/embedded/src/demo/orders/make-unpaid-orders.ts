import type { Market } from '../market/market.ts';
import type { Seeding } from '../seeding.ts';
import { follow } from './follow-order.ts';
import { UNPAID_PLAN } from './order-plan.ts';
import { placeOrder } from './place-order.ts';

/** Orders of this very moment, which wait to be paid. */
export const makeUnpaidOrders = async (seeding: Seeding, market: Market): Promise<void> => {
  seeding.say('unpaid orders');
  for (const plan of UNPAID_PLAN) {
    const order = await placeOrder(seeding, market, plan);
    if (order) await follow(seeding, order, ({ status }) => status !== 'PENDING');
  }
};

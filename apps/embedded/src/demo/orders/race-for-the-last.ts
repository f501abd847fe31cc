import type { Market } from '../market/market.ts';
import { LAST_ONE } from '../market/stock-plan.ts';
import type { Seeding } from '../seeding.ts';
import { follow } from './follow-order.ts';
import type { Happening } from './happenings.ts';
import { payOrder } from './pay-order.ts';
import { placeOrder } from './place-order.ts';

const RIVALS = [
  { key: 'last-jacket-ada', buyer: 'ada' },
  { key: 'last-jacket-mathilde', buyer: 'guest:mathilde' },
] as const;

/**
 * Two people order the last jacket in the same moment: stock decides, one order is called off as out of stock. The other
 * one is paid and waits to be packed. When the second comes too late to be taken at all, it is refused instead.
 */
export const raceForTheLast = (seeding: Seeding, market: Market): Happening => ({
  name: 'race-for-the-last',
  at: seeding.instantOf([3, '20:00']),
  leavesOnlyEvents: false,
  run: async () => {
    const orders = await Promise.all(
      RIVALS.map((rival) => placeOrder(seeding, market, { ...rival, lines: { [LAST_ONE]: 1 }, payment: 'approve' })),
    );
    for (const order of orders) {
      if (!order) continue;
      const { status } = await follow(seeding, order, (state) => state.status !== 'PENDING');
      if (status !== 'CANCELLED') await payOrder(seeding, order, 'approve');
    }
  },
});

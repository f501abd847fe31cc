import { setTimeout as sleep } from 'node:timers/promises';
import type { Rooms } from '../rooms.ts';
import type { Order } from '../domain/order.ts';

const LONGEST_WAIT_MS = 3_000;

/** Waits until inventory has answered, three seconds at most, then gives the order as it is: a PENDING one is told by its status. */
export const settledOrder = async (orders: Rooms['orders'], order: Order): Promise<Order> => {
  const until = Date.now() + LONGEST_WAIT_MS;
  let current = order;
  for (let pauseMs = 10; current.status === 'PENDING' && Date.now() < until; pauseMs = Math.min(100, pauseMs * 1.5)) {
    await sleep(pauseMs);
    const [fresh] = await orders.byIds([order.id]);
    current = fresh ?? current;
  }
  return current;
};

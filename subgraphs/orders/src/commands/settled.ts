import { setTimeout as sleep } from 'node:timers/promises';
import { ok, type Result } from '@stoa/kernel';
import type { Order } from '../domain/order.ts';
import type { Rooms } from '../rooms.ts';

const LONGEST_WAIT_MS = 3_000;

/** Waits until inventory has answered, three seconds at most, then gives the order as it is: a PENDING one is told by its status. */
export const settled = async <Refusal>(
  orders: Rooms['orders'],
  placed: Result<Order, Refusal>,
): Promise<Result<Order, Refusal>> => {
  if (!placed.ok) return placed;
  const until = Date.now() + LONGEST_WAIT_MS;
  let order = placed.value;
  for (let pauseMs = 10; order.status === 'PENDING' && Date.now() < until; pauseMs = Math.min(100, pauseMs * 1.5)) {
    await sleep(pauseMs);
    const [fresh] = await orders.byIds([order.id]);
    order = fresh ?? order;
  }
  return ok(order);
};

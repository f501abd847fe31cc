import type { Market } from '../market/market.ts';
import type { Seeding } from '../seeding.ts';
import { happeningsOf, type Happening } from './happenings.ts';
import { ORDER_PLAN } from './order-plan.ts';
import { raceForTheLast } from './race-for-the-last.ts';

/** Sixty days of orders, one happening after the other; what happens in the same minute happens at once. */
export const makeOrders = async (seeding: Seeding, market: Market): Promise<void> => {
  const happenings = [
    ...ORDER_PLAN.flatMap((plan) => happeningsOf(seeding, market, plan)),
    raceForTheLast(seeding, market),
  ];
  const open = happenings.filter((one) => !seeding.isDone(stepOf(one)));
  const byInstant = Map.groupBy(open, ({ at }) => at.getTime());
  let isAtOnce = false;
  let done = happenings.length - open.length;
  for (const [instant, together] of [...byInstant].toSorted(([a], [b]) => a - b)) {
    await seeding.moveTo(new Date(instant), { isAtOnce });
    isAtOnce = together.every((one) => one.leavesOnlyEvents);
    await Promise.all(together.map((one) => seeding.step(stepOf(one), () => happen(one))));
    done += together.length;
    seeding.say(`orders ${done}/${happenings.length}`);
  }
};

const stepOf = ({ name }: Happening) => `happened:${name}`;

const happen = async ({ run }: Happening): Promise<true> => {
  await run();
  return true;
};

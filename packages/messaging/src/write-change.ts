import type { Announcement } from '@stoa/kernel';
import type { Aggregate, AggregateMapping, Change } from './aggregate.ts';
import type { Door } from './door.ts';
import { announce } from './outbox/announce.ts';
import type { Transaction } from './transaction.ts';

/** One command's transaction: the door it came in by, and what it has announced so far. */
export interface Write {
  readonly tx: Transaction;
  readonly door: Door;
  readonly announced: Announcement[];
}

/** Writes state, then events: so the order of an aggregate's outbox rows is the order of its commits. */
export const writeChange = async <State extends Aggregate>(
  mapping: AggregateMapping<State>,
  { tx, door, announced }: Write,
  change: Change<State>,
): Promise<void> => {
  await mapping.write(tx, change, door);
  await announce(tx, door, change.events);
  announced.push(...change.events);
};

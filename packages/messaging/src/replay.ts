import { err, ok, type Failure, type Result } from '@stoa/kernel';
import type { Aggregate, AggregateMapping } from './aggregate.ts';
import type { Outcome } from './receipts.ts';
import type { Transaction } from './transaction.ts';

/** The earlier answer as it reads now, in the order in which it was given: roots never change, their fields are live. */
export const replay = async <State extends Aggregate>(
  tx: Transaction,
  mapping: AggregateMapping<State>,
  outcome: Outcome,
): Promise<Result<State[], Failure>> => {
  if (outcome.kind === 'refused') return err(outcome.failure);
  const states = await mapping.load(tx, outcome.ids.toSorted(), false);
  const byId = new Map(states.map((state) => [state.id, state]));
  return ok(outcome.ids.flatMap((id) => byId.get(id) ?? []));
};

/** The outcome that leaves these aggregates. */
export const done = (states: readonly Aggregate[]): Outcome => ({ kind: 'done', ids: states.map((state) => state.id) });

/** The one aggregate of an answer. @throws when it was deleted since. */
export const only = <State>(states: readonly State[]): State => {
  const [state] = states;
  if (state === undefined) throw new Error('The aggregate that a receipt names is gone');
  return state;
};

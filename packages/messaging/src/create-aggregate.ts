import { err, ok, type Announcement, type Decision, type Failure, type Result } from '@stoa/kernel';
import type { Aggregate, AggregateMapping, CreateOptions } from './aggregate.ts';
import { filedOutcome, fileReceipt, refileReceipt, type Outcome } from './receipts.ts';
import { done, only, replay } from './replay.ts';
import { violatedConstraint } from './transaction.ts';
import { writeChange, type Write } from './write-change.ts';

interface Creation<State, Refusal> extends CreateOptions<State, Refusal> {
  readonly decide: () => Decision<State, Announcement, Refusal>;
}

/** Receipt first, because there is no row to lock: a second caller waits on its key and reads the outcome. */
export const createAggregate = async <State extends Aggregate, Refusal extends Failure>(
  mapping: AggregateMapping<State>,
  write: Write,
  { decide, taken }: Creation<State, Refusal>,
): Promise<Result<State, Refusal>> => {
  const { tx, door } = write;
  const filed = door.receipt && (await filedOutcome(tx, door.receipt));
  if (filed) {
    const earlier = await replay(tx, mapping, filed);
    return (earlier.ok ? ok(only(earlier.value)) : earlier) as Result<State, never>;
  }
  const decision = decide();
  const result = decision.kind === 'refused' ? err(decision.failure) : ok(decision.state);
  if (door.receipt) await fileReceipt(tx, door.receipt, outcomeOf(result));
  if (decision.kind !== 'changed') return result;

  await tx.query('SAVEPOINT creation');
  try {
    await writeChange(mapping, write, { next: decision.state, previous: undefined, events: decision.events });
    return result;
  } catch (error) {
    const resolve = taken?.[violatedConstraint(error) ?? ''];
    if (!resolve) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT creation');
    const instead = await resolve(tx);
    if (door.receipt) await refileReceipt(tx, door.receipt, outcomeOf(instead));
    return instead;
  }
};

const outcomeOf = (result: Result<Aggregate, Failure>): Outcome =>
  result.ok ? done([result.value]) : { kind: 'refused', failure: result.failure };

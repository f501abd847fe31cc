import { ok, type Err, type Failure, type Announcement } from '@stoa/kernel';
import { failpoint } from '@stoa/platform';
import type pg from 'pg';
import type { Aggregate, AggregateMapping, AggregateStore } from './aggregate.ts';
import { createAggregate } from './create-aggregate.ts';
import type { Door } from './door.ts';
import { filedOutcome } from './receipts.ts';
import { only, replay } from './replay.ts';
import { inTransaction, onPool, violatedConstraint } from './transaction.ts';
import { updateAggregates } from './update-aggregates.ts';
import type { Write } from './write-change.ts';

/** The store of one kind of aggregate; its mapping is all it knows of the tables. */
export const aggregateStore = <State extends Aggregate>(
  pool: pg.Pool,
  mapping: AggregateMapping<State>,
): AggregateStore<State> => {
  const updateAll: AggregateStore<State>['updateAll'] = (ids, options, decide) =>
    transact(pool, options.door, (write) =>
      updateAggregates(mapping, write, { ids: [...new Set(ids)], options, decide }),
    );

  return {
    updateAll,
    update: async (id, options, decide) => {
      const updated = await updateAll([id], options, decide);
      return updated.ok ? ok(only(updated.value)) : updated;
    },
    create: (door, decide, options = {}) =>
      transact(pool, door, (write) => createAggregate(mapping, write, { decide, ...options })),
    answered: async <Refusal extends Failure>(door: Door) => {
      const tx = door.tx ?? onPool(pool);
      const filed = door.receipt && (await filedOutcome(tx, door.receipt));
      if (!filed) return undefined;
      const earlier = await replay(tx, mapping, filed);
      // The filed failure is what this very command once refused with.
      return earlier.ok ? ok(only(earlier.value)) : (earlier as Err<Refusal>);
    },
  };
};

/** Joins the inbox's transaction, or opens one of its own that a lost race for a receipt runs once more. */
async function transact<Value>(pool: pg.Pool, door: Door, work: (write: Write) => Promise<Value>): Promise<Value> {
  if (door.tx) return work({ tx: door.tx, door, announced: [] });
  const announced: Announcement[] = [];
  const run = (tx: Write['tx']) => {
    announced.length = 0;
    return work({ tx, door, announced });
  };
  const attempt = () => inTransaction(pool, run, () => failAt('before-commit', announced));
  const value = await attempt().catch((error: unknown) => {
    if (violatedConstraint(error) !== 'receipts_pkey') throw error;
    return attempt();
  });
  failAt('after-commit', announced);
  return value;
}

const failAt = (place: 'before-commit' | 'after-commit', announced: readonly Announcement[]) => {
  for (const { type } of announced) failpoint(`${place}:${type}`);
};

import { setTimeout as sleep } from 'node:timers/promises';
import type { Topic } from '@stoa/contracts';
import { failpoint, type Log } from '@stoa/platform';
import type pg from 'pg';
import type { Broker } from '../broker/broker.ts';
import { onPool } from '../transaction.ts';
import { shardOwnership, type ShardOwnership } from './shard-ownership.ts';

export interface RelayOptions {
  readonly pool: pg.Pool;
  readonly broker: Broker;
  /** Unique per process: leases are held in this name. */
  readonly owner: string;
  readonly log: Log;
  /** How long a stopped process keeps its shards. */
  readonly leaseTtlMs?: number;
  readonly batchSize?: number;
  /** Pause between looks at an empty outbox: from `min`, doubling to `max`. */
  readonly pollMs?: { readonly min: number; readonly max: number };
}

export interface Relay {
  /** Looks at once instead of at the end of the pause; called by whoever just committed in this process. */
  wake(): void;
  /** Ends after the batch in hand and gives the shards back. */
  close(): Promise<void>;
}

/**
 * Moves committed events from the outbox to the broker: per aggregate in order, at least once. Each of 64 shards has one
 * owner, by lease; a batch is marked as published only while its owner's epoch still holds.
 */
export const startRelay = (options: RelayOptions): Relay => {
  const { log, pollMs = { min: 5, max: 100 } } = options;
  const ownership = shardOwnership(options);
  const stop = new AbortController();
  let nap = new AbortController();
  let wakes = 0;

  const loop = async () => {
    let pause = pollMs.min;
    while (!stop.signal.aborted) {
      let moved = 0;
      let wakesSeen = wakes;
      try {
        await ownership.renew();
        moved = await relayBatch(options, ownership);
      } catch (error) {
        log.warn({ err: error }, 'relay: events wait in the outbox');
        pause = 1_000;
        // A broker that is down is not asked at the pace of the commits.
        wakesSeen = wakes;
      }
      // Whoever woke it while it looked may have committed too late to be seen.
      if (moved > 0 || wakes !== wakesSeen) {
        pause = pollMs.min;
        continue;
      }
      nap = new AbortController();
      await sleep(pause, undefined, { signal: AbortSignal.any([nap.signal, stop.signal]) }).then(
        () => (pause = Math.min(pause * 2, Math.max(pollMs.max, pollMs.min))),
        () => (pause = pollMs.min),
      );
    }
  };
  const running = loop();

  return {
    wake: () => {
      wakes += 1;
      nap.abort();
    },
    close: async () => {
      stop.abort();
      await running;
      await ownership
        .release()
        .catch((error: unknown) => log.warn({ err: error }, 'relay: shards expire by themselves'));
    },
  };
};

interface Waiting {
  readonly seq: number;
  readonly shard: number;
  readonly topic: Topic;
  readonly aggregate_id: string;
  readonly type: string;
  readonly value: string;
}

/** Publishes one batch and marks it. Exported for the tests that switch its safeguards off. */
export async function relayBatch({ pool, broker, batchSize = 500 }: RelayOptions, ownership: ShardOwnership) {
  const held = ownership.held();
  if (held.length === 0) return 0;
  const { rows } = await onPool(pool).query<Waiting>(
    `SELECT seq, shard, topic, aggregate_id, envelope->>'type' AS type, envelope::text AS value FROM outbox
     WHERE published_at IS NULL AND shard = ANY($1) ORDER BY seq LIMIT $2`,
    [held.map((lease) => lease.shard), batchSize],
  );
  if (rows.length === 0) return 0;
  for (const { type } of rows) failpoint(`before-publish:${type}`);
  await broker.publish(rows.map((row) => ({ topic: row.topic, key: row.aggregate_id, value: row.value })));
  for (const { type } of rows) failpoint(`after-publish:${type}`);
  await onPool(pool).query(
    `UPDATE outbox o SET published_at = now()
     FROM unnest($2::text[], $3::bigint[], $4::smallint[]) AS held(name, epoch, shard)
     JOIN leases l ON l.name = held.name AND l.epoch = held.epoch AND l.owner = $5
     WHERE o.seq = ANY($1) AND o.shard = held.shard AND o.published_at IS NULL`,
    [
      rows.map((row) => row.seq),
      held.map((lease) => lease.name),
      held.map((lease) => lease.epoch),
      held.map((lease) => lease.shard),
      ownership.owner,
    ],
  );
  return rows.length;
}

import type pg from 'pg';
import { countLiveLeases, holdLeases, releaseLeases, type Lease } from '../leases.ts';
import { onPool } from '../transaction.ts';
import { SHARDS } from './announce.ts';

export interface ShardLease extends Lease {
  readonly shard: number;
}

export interface ShardOwnership {
  readonly owner: string;
  /** The shards that are ours for at least another third of the lease. */
  held(): readonly ShardLease[];
  /** Renews when a third of the lease is over; takes free shards and gives surplus ones back so that members share evenly. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** Which of the 64 relay shards this process owns: leases with a time to live, never session locks, which a stopped process keeps for ever. */
export const shardOwnership = ({
  pool,
  owner,
  leaseTtlMs = 6_000,
}: {
  pool: pg.Pool;
  owner: string;
  leaseTtlMs?: number;
}): ShardOwnership => {
  const tx = onPool(pool);
  const membership = `relay-member:${owner}`;
  let leases: readonly ShardLease[] = [];
  let renewedAt = Number.NEGATIVE_INFINITY;

  return {
    owner,
    held: () => (performance.now() - renewedAt < (leaseTtlMs * 2) / 3 ? leases : []),
    renew: async () => {
      if (performance.now() - renewedAt < leaseTtlMs / 3) return;
      const startedAt = performance.now();
      await holdLeases(tx, { owner, names: [membership], ttlMs: leaseTtlMs });
      const fairShare = Math.ceil(SHARDS / Math.max(1, await countLiveLeases(tx, 'relay-member:')));
      const mine = leases.slice(0, fairShare).map((lease) => lease.shard);
      await releaseLeases(
        tx,
        owner,
        leases.slice(fairShare).map((lease) => lease.name),
      );
      const others = ALL.filter((shard) => !mine.includes(shard));
      const kept = await holdLeases(tx, { owner, names: mine.map(nameOf), ttlMs: leaseTtlMs });
      const taken = kept.length < fairShare ? await takeFree(others, fairShare - kept.length) : [];
      leases = [...kept, ...taken].map((lease) => ({ ...lease, shard: Number(lease.name.slice(-2)) }));
      renewedAt = startedAt;
    },
    release: async () => {
      await releaseLeases(tx, owner, [membership, ...leases.map((lease) => lease.name)]);
      leases = [];
    },
  };

  async function takeFree(shards: readonly number[], wanted: number): Promise<Lease[]> {
    const { rows } = await tx.query<{ name: string }>(
      `SELECT name FROM unnest($1::text[]) AS name
       WHERE NOT EXISTS (SELECT FROM leases l WHERE l.name = name.name AND l.expires_at > now()) LIMIT $2`,
      [shards.map(nameOf), wanted],
    );
    return holdLeases(tx, { owner, names: rows.map((row) => row.name), ttlMs: leaseTtlMs });
  }
};

const ALL = Array.from({ length: SHARDS }, (_, shard) => shard);
const nameOf = (shard: number) => `relay:${String(shard).padStart(2, '0')}`;

import type { Topic } from '@stoa/contracts';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { BrokerLog } from '../broker-log.ts';
import type { DurableSubscription } from '../broker.ts';
import { CONCURRENT_PARTITIONS, createSlots } from '../slots.ts';
import { fairShare } from './fair-share.ts';
import type { Heads } from './heads.ts';
import { LEASE_MS, removeMember, type MemberRow, type Share } from './members.ts';
import { createPartitionReader, type PartitionReader } from './partition-reader.ts';
import { claimPartitions, releasePartitions } from './positions.ts';

export interface GroupMember {
  readonly row: MemberRow;
  /** The lease was prolonged by a renewal sent at this time. */
  renewed(sentAt: number): void;
  /** Brings what it reads in line with what it owns and may own: drops what was lost, hands over excess, claims its share. */
  settle(shares: readonly Share[]): Promise<void>;
  wake(topic: string, partition: number): void;
  /** Waits for messages in hand, then gives all partitions back. */
  leave(): Promise<void>;
}

/** One subscription of this process as a member of its group. */
export const createGroupMember = (
  { pool, heads, log }: { pool: Pool; heads: Heads; log: BrokerLog },
  subscription: DurableSubscription,
): GroupMember => {
  const memberId = randomUUID();
  const { group, topics } = subscription;
  const slots = createSlots(CONCURRENT_PARTITIONS);
  const readers = new Map<string, PartitionReader>();
  const handingOver = new Map<string, Promise<void>>();
  let leaseUntil = 0;
  const holdsLease = (): boolean => Date.now() < leaseUntil;

  const drop = async (place: string): Promise<void> => {
    const reader = readers.get(place);
    readers.delete(place);
    await reader?.stop();
  };

  /** Ends the reader first: the next owner starts from its last position. Runs beside the renewals, or a slow message would cost all leases. */
  const handOver = (topic: Topic, partition: number): void => {
    const place = `${topic}/${partition}`;
    const done = drop(place)
      .then(() => releasePartitions(pool, { memberId, topic, partitions: [partition] }))
      .catch((err: unknown) => log.debug({ group, topic, partition, err }, 'partition not given back yet'))
      .finally(() => handingOver.delete(place));
    handingOver.set(place, done);
  };

  const claim = async (wanted: ReadonlyMap<Topic, number>): Promise<void> => {
    if (wanted.size === 0) return;
    for (const claim of await claimPartitions(pool, { memberId, group, wanted })) {
      const place = `${claim.topic}/${claim.partition}`;
      void drop(place);
      readers.set(place, createPartitionReader({ pool, heads, slots, log, holdsLease }, subscription, claim));
    }
  };

  return {
    row: { memberId, group, topics },

    renewed(sentAt) {
      leaseUntil = sentAt + LEASE_MS;
    },

    async settle(shares) {
      const owned = new Set(shares.flatMap((share) => share.owned.map((partition) => `${share.topic}/${partition}`)));
      for (const place of readers.keys()) if (!owned.has(place)) void drop(place);

      const wanted = new Map<Topic, number>();
      for (const share of shares) {
        const placeOf = (partition: number): string => `${share.topic}/${partition}`;
        const { toGiveBack, toClaim } = fairShare(share, (partition) => readers.has(placeOf(partition)));
        for (const partition of toGiveBack) if (!handingOver.has(placeOf(partition))) handOver(share.topic, partition);
        if (toClaim > 0) wanted.set(share.topic, toClaim);
      }
      await claim(wanted);
      for (const reader of readers.values()) reader.wake();
    },

    wake: (topic, partition) => readers.get(`${topic}/${partition}`)?.wake(),

    async leave() {
      await Promise.all([...readers.keys()].map(drop));
      await Promise.all([...handingOver.values()]);
      await removeMember(pool, memberId);
    },
  };
};

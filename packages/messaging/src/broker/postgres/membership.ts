import type { Pool } from 'pg';
import type { BrokerLog } from '../broker-log.ts';
import type { DurableSubscription, Subscription } from '../broker.ts';
import { createGroupMember, type GroupMember } from './group-member.ts';
import type { Heads } from './heads.ts';
import { renewMembers, surveyShares } from './members.ts';
import { createPositions } from './positions.ts';

/** A quarter of the lease: three renewals may fail before it is lost. */
const RENEW_MS = 1500;

export interface Membership {
  join(subscription: DurableSubscription): Promise<Subscription>;
  close(): Promise<void>;
}

/** Keeps all group members of this process alive and their partitions shared out, with two small queries per round. */
export const createMembership = (deps: { pool: Pool; heads: Heads; log: BrokerLog }): Membership => {
  const { pool, heads, log } = deps;
  const members = new Map<GroupMember, () => Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let lastRound: Promise<void> = Promise.resolve();

  const tend = async (): Promise<void> => {
    const tended = [...members.keys()];
    if (tended.length === 0) return;
    const rows = tended.map((member) => member.row);
    const sentAt = Date.now();
    await renewMembers(pool, rows);
    for (const member of tended) member.renewed(sentAt);
    const shares = await surveyShares(pool, rows);
    for (const member of tended)
      if (members.has(member)) await member.settle(shares.filter((share) => share.memberId === member.row.memberId));
  };

  /** Rounds never overlap: two of them would claim twice. */
  const round = (): Promise<void> => {
    clearTimeout(timer);
    const result = lastRound.then(tend);
    lastRound = result
      .catch((err: unknown) => log.debug({ err }, 'leases not renewed'))
      .finally(() => {
        clearTimeout(timer);
        if (members.size > 0) timer = setTimeout(() => void round().catch(() => {}), RENEW_MS);
      });
    return result;
  };

  return {
    async join(subscription) {
      await createPositions(pool, subscription.group, subscription.topics);
      const member = createGroupMember(deps, subscription);
      const unlisten = heads.listen({ onAdvanced: member.wake, onReconnected: () => {} });
      let left: Promise<void> | undefined;
      const leave = async (): Promise<void> => {
        unlisten();
        members.delete(member);
        await lastRound;
        await member
          .leave()
          .catch((err: unknown) => log.warn({ err, group: subscription.group }, 'left by lease only'));
      };
      const close = (): Promise<void> => (left ??= leave());
      members.set(member, close);
      try {
        await round();
      } catch (err) {
        await close();
        throw err;
      }
      return { close };
    },

    async close() {
      clearTimeout(timer);
      await Promise.all([...members.values()].map((close) => close()));
    },
  };
};

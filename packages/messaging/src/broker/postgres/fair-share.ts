import { PARTITIONS } from '@stoa/contracts';
import type { Share } from './members.ts';

/** What a member does about one topic so that the group's partitions end up evenly spread. */
export const fairShare = (
  share: Share,
  isRead: (partition: number) => boolean,
): { readonly toGiveBack: readonly number[]; readonly toClaim: number } => {
  const fair = Math.ceil(PARTITIONS / share.members);
  const read = share.owned.filter(isRead).sort((a, b) => a - b);
  // Owned without a reader: the reply to a claim was lost, or giving it back failed.
  const unread = share.owned.filter((partition) => !isRead(partition));
  return {
    toGiveBack: [...unread, ...read.slice(fair)],
    toClaim: Math.max(0, Math.min(fair - read.length, share.free)),
  };
};

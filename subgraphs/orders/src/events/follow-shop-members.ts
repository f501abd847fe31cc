import { ShopMemberAdded, ShopMemberRemoved } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Keeps who works for which shop. */
export const followShopMembers = [
  on(
    ShopMemberAdded,
    ({ members }: House) =>
      (member, door) =>
        members.add(door, member),
  ),
  on(
    ShopMemberRemoved,
    ({ members }: House) =>
      (member, door) =>
        members.remove(door, member),
  ),
];

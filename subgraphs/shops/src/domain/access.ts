import { hasRole, hasServiceScope, type Caller } from '@stoa/kernel';
import type { Shop } from './shop.ts';

type Accessible = Pick<Shop, 'status' | 'members'>;

/** Whether the caller works for the shop. */
export const isMember = (caller: Caller, { members }: Pick<Shop, 'members'>): boolean =>
  members.some(({ userId }) => userId === caller.user?.id);

/** Its members, support, and subgraphs that ask with the internal scope: they see terms, people and money. */
export const maySeeInside = (caller: Caller, shop: Pick<Shop, 'members'>): boolean =>
  isMember(caller, shop) || hasRole(caller, 'SUPPORT', 'ADMIN') || hasServiceScope(caller, 'internal');

/** Who may find it by itself. */
export const mayFind = (caller: Caller, shop: Accessible): boolean =>
  shop.status === 'APPROVED' || maySeeInside(caller, shop);

/** Who may see it beside a product or an order: a shop that was once open has been seen by everybody. */
export const mayMeet = (caller: Caller, shop: Accessible): boolean =>
  shop.status !== 'PENDING' || maySeeInside(caller, shop);

/** Its members and administrators. */
export const mayWorkFor =
  (caller: Caller) =>
  (shop: Shop): boolean =>
    isMember(caller, shop) || hasRole(caller, 'ADMIN');

/** Its owners and administrators. */
export const mayOwn =
  (caller: Caller) =>
  (shop: Shop): boolean =>
    hasRole(caller, 'ADMIN') || shop.members.some(({ userId, role }) => userId === caller.user?.id && role === 'OWNER');

import { hasServiceScope, type Caller } from '@stoa/kernel';
import type { Cart, Owner } from './cart.ts';

/** Whose cart it is that this caller puts things into; undefined for a visitor who is neither. */
export const ownerOf = ({ user, guest }: Caller): Owner | undefined => {
  if (user) return { userId: user.id };
  return guest === undefined ? undefined : { guest };
};

/** Somebody signed in who still sends a guest's token has both. */
export const owns =
  ({ user, guest }: Caller) =>
  ({ owner }: Pick<Cart, 'owner'>): boolean =>
    'userId' in owner ? owner.userId === user?.id : owner.guest === guest;

/**
 * Its owner, and a subgraph that asks for itself. A subgraph that asks on behalf of a viewer sees only what that viewer
 * owns: otherwise anybody could order anybody's cart. Whoever holds an order's link, or says so, is a viewer too.
 */
export const maySee =
  (caller: Caller) =>
  (cart: Pick<Cart, 'owner'>): boolean =>
    owns(caller)(cart) || (hasServiceScope(caller, 'internal') && !isOnBehalf(caller));

const isOnBehalf = ({ user, guest, orderAccess }: Caller) =>
  user !== undefined || guest !== undefined || orderAccess !== undefined;

import { err, newId, ok, refused, type Result } from '@stoa/kernel';
import type { Door, NotFound, VersionConflict } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { isOpen, type Cart } from '../domain/cart.ts';
import { merge, type MergeRefusal } from '../domain/merge.ts';

export type MergeCartsRefusal = MergeRefusal | NotFound | VersionConflict;

/** What the guest collected goes into the cart of the user that the guest turned out to be. Twice is not an error. */
export const mergeCarts =
  ({ carts }: Rooms) =>
  async (
    door: Door,
    { expectedVersion }: { readonly expectedVersion?: number | null | undefined },
  ): Promise<Result<Cart, MergeCartsRefusal>> => {
    const { user, guest } = door.caller;
    if (!user || guest === undefined) return err({ kind: 'NOT_FOUND', id: 'x-cart-token' });
    const owner = { userId: user.id };
    const find = async (inside: Door) => {
      const ids = await Promise.all([carts.activeIdOf({ guest }, inside), carts.activeIdOf(owner, inside)]);
      return ids.filter((id) => id !== undefined);
    };
    const result = await carts.rearrange<MergeCartsRefusal | NothingToMerge>(door, find, (found) => {
      const guestCart = found.find((cart) => 'guest' in cart.owner && isOpen(cart));
      const active = found.find((cart) => 'userId' in cart.owner && cart.isActive);
      if (!guestCart)
        return refused(active ? { kind: 'NOTHING_TO_MERGE', cart: active } : { kind: 'NOT_FOUND', id: 'x-cart-token' });
      if (expectedVersion != null && expectedVersion !== guestCart.version)
        return refused({ kind: 'VERSION_CONFLICT', id: guestCart.id, currentVersion: guestCart.version });
      return merge({ guestCart, active }, owner, { newId, at: door.at });
    });
    if (!result.ok) return result.failure.kind === 'NOTHING_TO_MERGE' ? ok(result.failure.cart) : err(result.failure);
    const merged = result.value.find((cart) => 'userId' in cart.owner);
    if (!merged) throw new Error('A merge left no cart of the user');
    return ok(merged);
  };

/** The guest's cart went into the user's before: a retry gets what the first got. */
interface NothingToMerge {
  readonly kind: 'NOTHING_TO_MERGE';
  readonly cart: Cart;
}

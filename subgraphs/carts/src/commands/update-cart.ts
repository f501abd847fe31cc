import { ok, refused } from '@stoa/kernel';
import type { Door, NotFound, VersionConflict } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { owns } from '../domain/access.ts';
import type { CartClosed } from '../domain/refusals.ts';
import { updateDetails } from '../domain/update-details.ts';
import { checkedName } from './checked-name.ts';

export interface UpdateCart {
  readonly cartId: string;
  readonly name?: string | null | undefined;
  readonly isActive?: boolean | null | undefined;
  readonly expectedVersion?: number | null | undefined;
}

/** Renames a cart or makes it the active one. */
export const updateCart =
  ({ carts }: Rooms) =>
  async (door: Door, { cartId, name, isActive, expectedVersion }: UpdateCart) => {
    const checked = checkedName(name);
    if (!checked.ok) return checked;
    const result = await carts.rearrange<CartClosed | NotFound | VersionConflict>(
      door,
      (inside) => carts.relativesOf(cartId, inside),
      (found) => {
        const cart = found.find(({ id }) => id === cartId);
        if (!cart || !owns(door.caller)(cart)) return refused({ kind: 'NOT_FOUND', id: cartId });
        if (expectedVersion != null && expectedVersion !== cart.version)
          return refused({ kind: 'VERSION_CONFLICT', id: cartId, currentVersion: cart.version });
        const active = found.find((other) => other.isActive && owns(door.caller)(other));
        return updateDetails(cart, active, { name: checked.value, becomesActive: isActive === true });
      },
    );
    return result.ok ? ok(result.value.find(({ id }) => id === cartId) ?? null) : result;
  };

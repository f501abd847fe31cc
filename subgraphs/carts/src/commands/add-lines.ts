import { err, newId, type InvalidInput, type Result } from '@stoa/kernel';
import type { Door, NotFound, VersionConflict } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { ownerOf, owns } from '../domain/access.ts';
import { addLines as add, type AddRefusal, type WantedLine } from '../domain/add-lines.ts';
import { cartUpdated, emptyCart, type Cart, type Owner } from '../domain/cart.ts';
import { checkedLines } from './checked-lines.ts';

export interface AddLines {
  /** The owner's active cart when absent. */
  readonly cartId?: string | null | undefined;
  readonly lines: readonly WantedLine[];
  readonly expectedVersion?: number | null | undefined;
}
export type AddLinesRefusal = AddRefusal | InvalidInput | NotFound | VersionConflict;

/** Puts variants into a cart; the owner's active one is made when there is none. All lines or none. */
export const addLines =
  (rooms: Rooms) =>
  async (door: Door, { cartId, lines, expectedVersion }: AddLines): Promise<Result<Cart, AddLinesRefusal>> => {
    const checked = checkedLines(lines, { least: 1 });
    if (!checked.ok) return checked;
    const listings = await rooms.listings.byIds(lines.map(({ variantId }) => variantId));
    const decide = add(lines, listings, newId);
    const into = (id: string) =>
      rooms.carts.update<AddRefusal>(id, { door, expectedVersion, allow: owns(door.caller) }, decide);
    if (cartId != null) return into(cartId);

    const owner = await knownOwner(rooms, door);
    if (!owner) return err({ kind: 'NOT_FOUND', id: 'the active cart' });
    const activeId = await rooms.carts.activeIdOf(owner);
    if (activeId !== undefined) return into(activeId);
    const created = await rooms.carts.createActive<AddRefusal>(door, () => {
      const cart = emptyCart(owner, { id: newId('cart'), at: door.at, isActive: true });
      const filled = decide(cart);
      return filled.kind === 'changed'
        ? { ...filled, events: [cartUpdated(filled.state, 'CREATED', { isNew: true })] }
        : filled;
    });
    if (created.ok || created.failure.kind !== 'ACTIVE_CART_EXISTS') return created as Result<Cart, AddRefusal>;
    const winner = await rooms.carts.activeIdOf(owner);
    return winner === undefined ? err({ kind: 'NOT_FOUND', id: 'the active cart' }) : into(winner);
  };

/** A user, or a guest whose token was given out by us: not one that somebody made up. */
async function knownOwner({ reader }: Rooms, { caller }: Door): Promise<Owner | undefined> {
  const owner = ownerOf(caller);
  return owner && 'guest' in owner && !(await reader.isGuest(owner.guest)) ? undefined : owner;
}

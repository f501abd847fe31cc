import { err, newId, type InvalidInput, type Result } from '@stoa/kernel';
import { TransientError, type Door, type NotFound, type VersionConflict } from '@stoa/messaging';
import { ownerOf, owns } from '../domain/access.ts';
import { addLines as add, type AddRefusal, type WantedLine } from '../domain/add-lines.ts';
import { cartUpdated, emptyCart, type Cart, type Owner } from '../domain/cart.ts';
import type { Rooms } from '../rooms.ts';
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
    const intoNew = () =>
      rooms.carts.createActive<AddRefusal>(door, () => {
        const filled = decide(emptyCart(owner, { id: newId('cart'), at: door.at, isActive: true }));
        return filled.kind === 'changed'
          ? { ...filled, events: [cartUpdated(filled.state, 'CREATED', { isNew: true })] }
          : filled;
      });
    return whileItChanges(async () => {
      const activeId = await rooms.carts.activeIdOf(owner);
      return activeId === undefined ? intoNew() : into(activeId);
    });
  };

const TRIES = 5;

/** Between finding the active cart and locking it an order may close it or another request make one: it is looked for again. */
async function whileItChanges<Refusal extends { readonly kind: string }>(
  attempt: () => Promise<Result<Cart, Refusal | { readonly kind: 'ACTIVE_CART_EXISTS' }>>,
): Promise<Result<Cart, Refusal>> {
  for (let count = 0; count < TRIES; count += 1) {
    const result = await attempt();
    if (result.ok) return result;
    if (result.failure.kind !== 'ACTIVE_CART_EXISTS' && result.failure.kind !== 'CART_CLOSED')
      return err(result.failure as Refusal);
  }
  throw new TransientError('The active cart changed again and again');
}

/** A user, or a guest whose token was given out by us: not one that somebody made up. */
async function knownOwner({ reader }: Rooms, { caller }: Door): Promise<Owner | undefined> {
  const owner = ownerOf(caller);
  return owner && 'guest' in owner && !(await reader.isGuest(owner.guest)) ? undefined : owner;
}

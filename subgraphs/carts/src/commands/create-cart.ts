import { changed, newId, ok, type InvalidInput, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { ownerOf } from '../domain/access.ts';
import { cartUpdated, emptyCart, type Cart, type Owner } from '../domain/cart.ts';
import { checkedName } from './checked-name.ts';

export interface CreatedCart {
  readonly cart: Cart;
  /** Told this once: only its hash is kept. */
  readonly cartToken: string | null;
}

/** Makes a cart, the active one when there is none. A visitor who is neither signed in nor a guest becomes a guest by it. */
export const createCart =
  (rooms: Rooms) =>
  async (
    door: Door,
    { name }: { readonly name?: string | null | undefined },
  ): Promise<Result<CreatedCart, InvalidInput>> => {
    const checked = checkedName(name);
    if (!checked.ok) return checked;
    const { owner, cartToken } = await becomeOwner(rooms, door);
    const make = (isActive: boolean) => () => {
      const cart = emptyCart(owner, { id: newId('cart'), at: door.at, isActive, name: checked.value || null });
      return changed(cart, [cartUpdated(cart, 'CREATED', { isNew: true })]);
    };
    const hasActive = (await rooms.carts.activeIdOf(owner)) !== undefined;
    const created = await rooms.carts.createActive(door, make(!hasActive));
    if (created.ok) return ok({ cart: created.value, cartToken });
    const saved = await rooms.carts.create(door, make(false));
    return saved.ok ? ok({ cart: saved.value, cartToken }) : saved;
  };

async function becomeOwner(
  { reader, newCartToken }: Rooms,
  { caller }: Door,
): Promise<{ owner: Owner; cartToken: string | null }> {
  const owner = ownerOf(caller);
  if (owner && ('userId' in owner || (await reader.isGuest(owner.guest)))) return { owner, cartToken: null };
  const { token, hash } = newCartToken();
  return { owner: { guest: hash }, cartToken: token };
}

import type { OrderId, VariantId } from '@stoa/contracts';
import type { IdFactory } from '@stoa/kernel';
import { cartUpdated, emptyCart, isOpen, isSameOwner, type Cart, type CartLine } from './cart.ts';
import { giveBack, receive } from './move-lines.ts';
import { rearranged, type RearrangedCart } from './rearrangement.ts';

/** An order that was made of a cart. */
export interface OrderedCart {
  readonly orderId: OrderId;
  /** The version of the cart that the buyer ordered. */
  readonly version: number;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}
interface Present {
  readonly cart: Cart;
  /** Its owner's active cart and those that hold lines of this one. */
  readonly others: readonly Cart[];
}
interface Identity {
  readonly newId: IdFactory;
  readonly at: Date;
}

/**
 * An order holds the cart from now on. It takes only what was ordered: what was added since goes to the owner's active cart.
 * Events of two orders come in any order: of several, the one made of the newest version decides what is in the cart, and what
 * an older one has moved out comes back from the others.
 */
export const closeForOrder = ({ cart, others }: Present, order: OrderedCart, { newId, at }: Identity) => {
  const closed: Cart = {
    ...cart,
    isActive: false,
    endedAt: null,
    liveOrders: [...cart.liveOrders.filter((id) => id !== order.orderId), order.orderId],
  };
  const { orderId } = order;
  if (order.version <= cart.orderedVersion)
    return rearranged([{ cart: closed, events: [cartUpdated(closed, 'CLOSED', { orderId })] }]);

  const { kept, rest } = split(cart, order);
  const returned = takeBack({ cart, others }, missing(order, kept), at);
  const next: Cart = {
    ...closed,
    orderedVersion: order.version,
    lines: returned.lines.reduce((lines, line) => withReturned(lines, line, newId), kept),
  };
  const target =
    rest.length > 0
      ? moveRest({ cart, others: returned.carts.map(({ after }) => after) }, rest, { newId, at })
      : undefined;
  const touched = returned.carts.flatMap(({ before, after }): RearrangedCart[] =>
    after === before || after.id === target?.cart.id
      ? []
      : [{ cart: after, events: [cartUpdated(after, 'LINES_REMOVED')] }],
  );
  return rearranged([
    { cart: next, events: [cartUpdated(next, 'CLOSED', { orderId })] },
    ...touched,
    ...(target ? [target] : []),
  ]);
};

/** What of each line was ordered, and what its owner has added since. */
function split({ lines }: Cart, order: OrderedCart): { kept: readonly CartLine[]; rest: readonly CartLine[] } {
  const parts = lines.map((line) => {
    const kept = Math.min(line.quantity, quantityIn(order.lines, line.variantId));
    return { kept: { ...line, quantity: kept, carried: null }, rest: { ...line, quantity: line.quantity - kept } };
  });
  const some = ({ quantity }: CartLine) => quantity > 0;
  // A line that stays whole stays the very same object: it need not be written again.
  const same = (line: CartLine) =>
    lines.find((old) => old.id === line.id && old.quantity === line.quantity && !old.carried) ?? line;
  return {
    kept: parts
      .map(({ kept }) => kept)
      .filter(some)
      .map(same),
    rest: parts.map(({ rest }) => rest).filter(some),
  };
}

/** How many of each variant were ordered and are not in the cart any more. */
const missing = ({ lines }: OrderedCart, kept: readonly CartLine[]): Map<string, number> =>
  new Map(lines.map(({ variantId }) => [variantId, quantityIn(lines, variantId) - quantityIn(kept, variantId)]));

function takeBack({ cart, others }: Present, wanted: Map<string, number>, at: Date) {
  const lines: CartLine[] = [];
  const carts = others.map((before) => {
    // What another order holds by now is its own.
    if (!isOpen(before)) return { before, after: before };
    const given = giveBack(before, cart.id, wanted);
    for (const { variantId, quantity } of given.lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) - quantity);
    lines.push(...given.lines);
    const isSpent = given.lines.length > 0 && given.cart.lines.length === 0;
    return { before, after: isSpent ? { ...given.cart, isActive: false, endedAt: at } : given.cart };
  });
  return { lines, carts };
}

function withReturned(lines: readonly CartLine[], line: CartLine, newId: IdFactory): readonly CartLine[] {
  const known = lines.find(({ variantId }) => variantId === line.variantId);
  return known
    ? lines.map((other) => (other === known ? { ...known, quantity: known.quantity + line.quantity } : other))
    : [...lines, { ...line, id: newId('cln') }];
}

/** Into the active cart when it takes the currency; otherwise into a new one, which is active when there is none. */
function moveRest({ cart, others }: Present, rest: readonly CartLine[], { newId, at }: Identity): RearrangedCart {
  const active = others.find((other) => other.isActive && isSameOwner(other, cart));
  if (active && (active.lines.length === 0 || active.currencyCode === cart.currencyCode)) {
    const target = receive(active, rest, { from: cart.id, newId });
    return { cart: target, events: [cartUpdated(target, 'LINES_ADDED')] };
  }
  const target = receive(emptyCart(cart.owner, { id: newId('cart'), at, isActive: !active }), rest, {
    from: cart.id,
    newId,
  });
  return { cart: target, events: [cartUpdated(target, 'CREATED', { isNew: true })] };
}

const quantityIn = (lines: readonly { readonly variantId: string; readonly quantity: number }[], variantId: string) =>
  lines.filter((line) => line.variantId === variantId).reduce((sum, { quantity }) => sum + quantity, 0);

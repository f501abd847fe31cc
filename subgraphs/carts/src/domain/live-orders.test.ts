import { describe, expect, test } from '@jest/globals';
import type { CartId, OrderId, VariantId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { aCart, aLine, aListing, quantitiesIn } from '../../test/a-cart.ts';
import { addLines } from './add-lines.ts';
import { emptyCart, isOpen, type Cart } from './cart.ts';
import { closeForOrder } from './close-for-order.ts';
import type { Listing } from './listing.ts';
import type { Rearrangement } from './rearrangement.ts';
import { reopen } from './reopen.ts';

const at = new Date('2026-01-15T10:00:00Z');
const [a, b, c, d] = Array.from({ length: 4 }, () => aListing()) as [Listing, Listing, Listing, Listing];
const listings = new Map([a, b, c, d].map((listing) => [listing.variantId as string, listing]));

interface Order {
  readonly orderId: OrderId;
  readonly cartId: CartId;
  readonly version: number;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}
type News = { readonly kind: 'submitted' | 'ended'; readonly order: Order };

/** All carts of one owner, changed by the same decisions as in the database. */
class World {
  readonly carts = new Map<string, Cart>();

  constructor(...carts: readonly Cart[]) {
    for (const cart of carts) this.carts.set(cart.id, cart);
  }
  get active() {
    return [...this.carts.values()].find(({ isActive }) => isActive);
  }
  cart(id: string): Cart {
    const cart = this.carts.get(id);
    if (!cart) throw new Error(`No cart ${id}`);
    return cart;
  }
  write(result: Rearrangement<never>) {
    if (result.kind === 'refused') return;
    for (const { cart } of result.carts)
      this.carts.set(cart.id, this.carts.has(cart.id) ? { ...cart, version: cart.version + 1 } : cart);
  }
  add(listing: Listing, quantity: number) {
    const cart = this.active ?? emptyCart(aCart().owner, { id: newId('cart'), at, isActive: true });
    const owned = this.active ? cart : { ...cart, owner: [...this.carts.values()][0]?.owner ?? cart.owner };
    const decision = addLines([{ variantId: listing.variantId, quantity }], listings, newId)(owned);
    if (decision.kind !== 'changed') throw new Error('Nothing was added');
    this.carts.set(cart.id, { ...decision.state, version: decision.state.version + 1 });
  }
  hear({ kind, order }: News) {
    const cart = this.cart(order.cartId);
    const others = [...this.carts.values()].filter(
      (other) =>
        other.id !== cart.id && (other.isActive || other.lines.some(({ carried }) => carried?.from === cart.id)),
    );
    if (kind === 'submitted') return this.write(closeForOrder(cart, others, order, { newId, at }));
    const decision = reopen(order.orderId, { hasOtherActive: others.some(({ isActive }) => isActive) })(cart);
    if (decision.kind === 'changed') this.carts.set(cart.id, { ...decision.state, version: cart.version + 1 });
  }
  order(cartId: string): Order {
    const { id, version, lines } = this.cart(cartId);
    return {
      orderId: newId('ord'),
      cartId: id,
      version,
      lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    };
  }
  /** Whatever happened: nothing is lost or doubled, one cart at most is active, and what is active is open. */
  expectSound(units: Record<string, number>) {
    expect(quantitiesIn(this.carts.values())).toEqual(units);
    const active = [...this.carts.values()].filter(({ isActive }) => isActive);
    expect(active.length).toBeLessThanOrEqual(1);
    expect(active.every(isOpen)).toBe(true);
  }
}

const submitted = (order: Order): News => ({ kind: 'submitted', order });
const ended = (order: Order): News => ({ kind: 'ended', order });

/** All ways in which several sequences can arrive, each in its own order. */
const interleavings = (sequences: readonly (readonly News[])[]): News[][] => {
  const going = sequences.filter(({ length }) => length > 0);
  if (going.length === 0) return [[]];
  return going.flatMap((sequence) => {
    const [first, ...rest] = sequence;
    if (!first) return [];
    return interleavings(going.map((other) => (other === sequence ? rest : other))).map((tail) => [first, ...tail]);
  });
};

describe('one order', () => {
  const world = () => new World(aCart({ lines: [aLine({ listing: a, quantity: 2 })] }));

  test('closes its cart, and its end opens it again as the active one', () => {
    const w = world();
    const order = w.order(w.active?.id ?? '');
    w.hear(submitted(order));
    expect(w.cart(order.cartId)).toMatchObject({ isActive: false, liveOrders: [order.orderId] });
    expect(isOpen(w.cart(order.cartId))).toBe(false);
    w.hear(ended(order));
    expect(w.cart(order.cartId)).toMatchObject({ isActive: true, liveOrders: [], lines: [{ quantity: 2 }] });
  });

  test('takes what was ordered; what was added since is in a new active cart, and the old one comes back saved', () => {
    const w = world();
    const order = w.order(w.active?.id ?? '');
    w.add(a, 1);
    w.add(b, 3);
    w.hear(submitted(order));
    expect(quantitiesIn([w.cart(order.cartId)])).toEqual({ [a.variantId]: 2 });
    expect(quantitiesIn([w.active as Cart])).toEqual({ [a.variantId]: 1, [b.variantId]: 3 });
    expect(w.active).toMatchObject({ version: 1, owner: w.cart(order.cartId).owner });
    w.hear(ended(order));
    expect(w.cart(order.cartId)).toMatchObject({ isActive: false, liveOrders: [] });
    w.expectSound({ [a.variantId]: 3, [b.variantId]: 3 });
  });

  test('of a saved cart leaves the active one alone but for what was added since', () => {
    const saved = aCart({ lines: [aLine({ listing: a })], isActive: false });
    const w = new World(saved, aCart({ owner: saved.owner, lines: [aLine({ listing: b })] }));
    const order = { ...w.order(saved.id), lines: [{ variantId: a.variantId, quantity: 1 }] };
    w.carts.set(saved.id, { ...saved, version: 4, lines: [...saved.lines, aLine({ listing: c })] });
    w.hear(submitted(order));
    expect(quantitiesIn([w.active as Cart])).toEqual({ [b.variantId]: 1, [c.variantId]: 1 });
  });

  test('of what was taken out meanwhile does not put it back', () => {
    const w = world();
    const order = w.order(w.active?.id ?? '');
    w.carts.set(order.cartId, { ...w.cart(order.cartId), version: 4, lines: [aLine({ listing: a })] });
    w.hear(submitted(order));
    w.hear(ended(order));
    expect(quantitiesIn([w.cart(order.cartId)])).toEqual({ [a.variantId]: 1 });
  });

  test('of a cart that was merged meanwhile takes its lines out of the cart they went into', () => {
    const from = aCart({ owner: { guest: 'hash' }, isActive: false, endedAt: at });
    const carried = { from: from.id, quantity: 2 };
    const w = new World(from, aCart({ lines: [aLine({ listing: a, quantity: 5, carried })] }));
    const order: Order = {
      orderId: newId('ord'),
      cartId: from.id,
      version: 3,
      lines: [{ variantId: a.variantId, quantity: 2 }],
    };
    w.hear(submitted(order));
    expect(quantitiesIn([w.cart(from.id)])).toEqual({ [a.variantId]: 2 });
    expect(quantitiesIn([w.active as Cart])).toEqual({ [a.variantId]: 3 });
  });
});

describe('what comes back to an ordered cart', () => {
  const cart = aCart();
  const order: Order = {
    orderId: newId('ord'),
    cartId: cart.id,
    version: 3,
    lines: [{ variantId: a.variantId, quantity: 5 }],
  };
  const holding = (given: Partial<Cart> = {}) =>
    aCart({
      owner: cart.owner,
      isActive: false,
      lines: [aLine({ listing: a, quantity: 5, carried: { from: cart.id, quantity: 2 } })],
      ...given,
    });

  test('is only what had come out of it', () => {
    const w = new World(cart, holding());
    w.hear(submitted(order));
    expect([...w.carts.values()].map(({ lines }) => lines[0]?.quantity)).toEqual([2, 3]);
  });

  test('is not what another order holds by now', () => {
    const w = new World(cart, holding({ liveOrders: [newId('ord')] }));
    w.hear(submitted(order));
    expect([...w.carts.values()].map(({ lines }) => lines[0]?.quantity)).toEqual([undefined, 5]);
  });

  test('does not include what its owner had put beside it before', () => {
    const beside = aCart({ owner: cart.owner, lines: [aLine({ listing: a, quantity: 4 })] });
    const w = new World(aCart({ ...cart, isActive: false, lines: [aLine({ listing: a, quantity: 3 })] }), beside);
    w.hear(submitted({ ...order, lines: [{ variantId: a.variantId, quantity: 1 }] }));
    expect([...w.carts.values()].map(({ lines }) => lines[0]?.quantity)).toEqual([1, 6]);
    w.hear(submitted({ ...order, orderId: newId('ord'), version: 9 }));
    expect([...w.carts.values()].map(({ lines }) => lines[0]?.quantity)).toEqual([3, 4]);
  });
});

describe('orders of one cart whose events come in every possible order', () => {
  // The buyer orders, it fails, adds something, orders again, and so on; carts hears nothing of it until the end.
  const history = (attempts: number, addsAfterLast = true) => {
    const world = new World(aCart({ lines: [aLine({ listing: a, quantity: 2 }), aLine({ listing: b })] }));
    const cartId = world.active?.id ?? '';
    const orders = Array.from({ length: attempts }, (_, index) => {
      const order = world.order(cartId);
      if (addsAfterLast || index < attempts - 1) world.add([a, c, d][index % 3] as Listing, 1);
      return order;
    });
    return { world, cartId, orders };
  };
  const outcome = (world: World, cartId: string) => {
    const cart = world.cart(cartId);
    const rest = [...world.carts.values()].filter(({ id, endedAt }) => id !== cartId && endedAt === null);
    return {
      cart: quantitiesIn([cart]),
      isOpen: isOpen(cart),
      isActive: cart.isActive,
      liveOrders: cart.liveOrders,
      rest: rest.map((other) => ({ lines: quantitiesIn([other]), isActive: other.isActive })),
    };
  };

  test.each([
    ['two, the second lives', 2, 1, true],
    ['two, both failed', 2, 2, true],
    ['two, both failed, nothing was added after the second', 2, 2, false],
    ['three, the third lives', 3, 2, true],
    ['three, the third lives, nothing was added after it', 3, 2, false],
    ['three, all failed', 3, 3, true],
    ['four, the fourth lives', 4, 3, true],
  ])('%s: the end is always the same', (_what, attempts, failures, addsAfterLast) => {
    const { world, cartId, orders } = history(attempts, addsAfterLast);
    const units = quantitiesIn(world.carts.values());
    const sequences = orders.map((order, index) =>
      index < failures ? [submitted(order), ended(order)] : [submitted(order)],
    );
    const ways = interleavings(sequences);
    const live = orders.slice(failures);
    const seen = new Set<string>();
    for (const way of ways) {
      const w = new World(...world.carts.values());
      const heard = new Set<OrderId>();
      for (const news of way) {
        w.hear(news);
        if (news.kind === 'submitted') heard.add(news.order.orderId);
        else heard.delete(news.order.orderId);
        // Open when and only when no order that was heard of lives.
        expect(isOpen(w.cart(cartId))).toBe(heard.size === 0);
        w.expectSound(units);
      }
      const end = outcome(w, cartId);
      expect(end.liveOrders).toEqual(live.map(({ orderId }) => orderId));
      if (live[0]) expect(end.cart).toEqual(quantitiesIn([live[0] as unknown as Cart]));
      seen.add(
        JSON.stringify(end, (_key, value: unknown) =>
          isRecord(value) ? Object.fromEntries(Object.entries(value).toSorted()) : value,
        ),
      );
    }
    expect(ways.length).toBeGreaterThan(1);
    expect([...seen]).toHaveLength(1);
  });
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe('a buyer who goes on while news of his orders is on its way', () => {
  test.each(Array.from({ length: 200 }, (_, index) => [index + 1]))(
    'loses nothing and gets nothing twice (run %i)',
    (seed) => {
      const random = randomOf(seed);
      const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
      const world = new World(aCart());
      const units: Record<string, number> = {};
      const queues: News[][] = [];
      const living = new Map<string, Order>();
      const deliver = () => {
        const queue = pick(queues.filter(({ length }) => length > 0));
        const news = queue?.shift();
        if (news) world.hear(news);
      };
      for (let step = 0; step < 40; step += 1) {
        const dice = random();
        const orderable = [...world.carts.values()].filter(
          (cart) => isOpen(cart) && cart.lines.length > 0 && !living.has(cart.id),
        );
        const cart = pick(orderable);
        if (dice < 0.4) {
          const listing = pick([a, b, c, d]) as Listing;
          const quantity = 1 + Math.floor(random() * 3);
          world.add(listing, quantity);
          units[listing.variantId] = (units[listing.variantId] ?? 0) + quantity;
        } else if (dice < 0.6 && cart) {
          const order = world.order(cart.id);
          living.set(cart.id, order);
          queues.push([submitted(order)]);
        } else if (dice < 0.75) {
          const order = pick([...living.values()]);
          if (order) {
            living.delete(order.cartId);
            queues.find(([first]) => first?.order.orderId === order.orderId)?.push(ended(order)) ??
              queues.push([ended(order)]);
          }
        } else deliver();
        world.expectSound(units);
      }
      while (queues.some(({ length }) => length > 0)) {
        deliver();
        world.expectSound(units);
      }
      for (const cart of world.carts.values()) {
        const order = living.get(cart.id);
        expect(cart.liveOrders).toEqual(order ? [order.orderId] : []);
        if (!order) continue;
        // Nothing that was not ordered is held by an order.
        const ordered = quantitiesIn([order as unknown as Cart]);
        for (const [variantId, quantity] of Object.entries(quantitiesIn([cart])))
          expect(quantity).toBeLessThanOrEqual(ordered[variantId as VariantId] ?? 0);
      }
    },
  );
});

/** Mulberry32: the same runs every time. */
const randomOf = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

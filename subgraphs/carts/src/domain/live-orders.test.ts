import { describe, expect, test } from '@jest/globals';
import type { OrderId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { aCart, aLine, aListing, quantitiesIn } from '../../test/a-cart.ts';
import { CartWorld, ended, interleavings, randomOf, submitted, type News, type Order } from '../../test/cart-world.ts';
import { isOpen, type Cart } from './cart.ts';
import type { Listing } from './listing.ts';

const at = new Date('2026-01-15T10:00:00Z');
const [a, b, c, d] = Array.from({ length: 4 }, () => aListing()) as [Listing, Listing, Listing, Listing];

describe('one order', () => {
  const world = () => new CartWorld(aCart({ lines: [aLine({ listing: a, quantity: 2 })] }));

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
    const w = new CartWorld(saved, aCart({ owner: saved.owner, lines: [aLine({ listing: b })] }));
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
    const w = new CartWorld(from, aCart({ lines: [aLine({ listing: a, quantity: 5, carried })] }));
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
    const w = new CartWorld(cart, holding());
    w.hear(submitted(order));
    expect([...w.carts.values()].map(({ lines }) => lines[0]?.quantity)).toEqual([2, 3]);
  });

  test('is not what another order holds by now', () => {
    const w = new CartWorld(cart, holding({ liveOrders: [newId('ord')] }));
    w.hear(submitted(order));
    expect([...w.carts.values()].map(({ lines }) => lines[0]?.quantity)).toEqual([undefined, 5]);
  });

  test('does not include what its owner had put beside it before', () => {
    const beside = aCart({ owner: cart.owner, lines: [aLine({ listing: a, quantity: 4 })] });
    const w = new CartWorld(aCart({ ...cart, isActive: false, lines: [aLine({ listing: a, quantity: 3 })] }), beside);
    w.hear(submitted({ ...order, lines: [{ variantId: a.variantId, quantity: 1 }] }));
    expect([...w.carts.values()].map(({ lines }) => lines[0]?.quantity)).toEqual([1, 6]);
    w.hear(submitted({ ...order, orderId: newId('ord'), version: 9 }));
    expect([...w.carts.values()].map(({ lines }) => lines[0]?.quantity)).toEqual([3, 4]);
  });
});

describe('orders of one cart whose events come in every possible order', () => {
  // The buyer orders, it fails, adds something, orders again, and so on; carts hears nothing of it until the end.
  const history = (attempts: number, addsAfterLast = true) => {
    const world = new CartWorld(aCart({ lines: [aLine({ listing: a, quantity: 2 }), aLine({ listing: b })] }));
    const cartId = world.active?.id ?? '';
    const orders = Array.from({ length: attempts }, (_, index) => {
      const order = world.order(cartId);
      if (addsAfterLast || index < attempts - 1) world.add([a, c, d][index % 3] as Listing, 1);
      return order;
    });
    return { world, cartId, orders };
  };
  const outcome = (world: CartWorld, cartId: string) => {
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
      const w = new CartWorld(...world.carts.values());
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
      if (live[0]) expect(end.cart).toEqual(quantitiesIn([live[0]]));
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
      const buyer = aBuyer(seed);
      for (let step = 0; step < 40; step += 1) buyer.doSomething();
      while (buyer.hearsNews());
      expect(buyer.deeds.orders).toBeGreaterThan(0);
      for (const cart of buyer.world.carts.values()) {
        const order = buyer.living.get(cart.id);
        expect(cart.liveOrders).toEqual(order ? [order.orderId] : []);
        // Nothing that was not ordered is held by an order.
        const ordered = quantitiesIn(order ? [order] : [cart]);
        for (const { variantId, quantity } of cart.lines) expect(quantity).toBeLessThanOrEqual(ordered[variantId] ?? 0);
      }
    },
  );
});

/** Adds, orders and fails at random, with news that comes late and mixed; sound after every step. */
const aBuyer = (seed: number) => {
  const random = randomOf(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
  const world = new CartWorld(aCart());
  const units: Record<string, number> = {};
  const queues = new Map<string, News[]>();
  const living = new Map<string, Order>();
  const deeds = { orders: 0 };
  const tell = (news: News) => queues.set(news.order.orderId, [...(queues.get(news.order.orderId) ?? []), news]);

  const add = () => {
    const listing = pick([a, b, c, d]) ?? a;
    const quantity = 1 + Math.floor(random() * 3);
    world.add(listing, quantity);
    units[listing.variantId] = (units[listing.variantId] ?? 0) + quantity;
  };
  const order = () => {
    const isFree = (cart: Cart) => isOpen(cart) && cart.lines.length > 0 && !living.has(cart.id);
    const cart = pick([...world.carts.values()].filter(isFree));
    if (!cart) return;
    const made = world.order(cart.id);
    living.set(cart.id, made);
    tell(submitted(made));
    deeds.orders += 1;
  };
  const fail = () => {
    const failing = pick([...living.values()]);
    if (!failing) return;
    living.delete(failing.cartId);
    tell(ended(failing));
  };
  const hearsNews = () => {
    const queue = pick([...queues.values()].filter(({ length }) => length > 0));
    const news = queue?.shift();
    if (news) world.hear(news);
    world.expectSound(units);
    return news !== undefined;
  };
  return {
    world,
    living,
    deeds,
    hearsNews,
    doSomething: () => {
      (pick([add, add, add, order, order, fail, hearsNews, hearsNews]) ?? add)();
      world.expectSound(units);
    },
  };
};

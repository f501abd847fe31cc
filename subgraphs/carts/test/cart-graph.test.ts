import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ProductArchived, ProductChanged, ShopStatusChanged } from '@stoa/contracts';
import { newId, type Caller } from '@stoa/kernel';
import { aGuest, aService, aUser, openTestSubgraph, withOrderToken, type TestSubgraph } from '@stoa/testing';
import { carts } from '../src/subgraph.ts';
import { anOrderOf, cancelled, expired, submitted } from './an-order.ts';
import { anOpenShop, aProduct, listingOf, published, type TestProduct } from './a-shop.ts';

let s: TestSubgraph;
const shopId = newId('shop');
const [shirt, cap, dollarShirt] = [aProduct(shopId), aProduct(shopId), aProduct(shopId)];
beforeAll(async () => {
  s = await openTestSubgraph(carts);
  await s.hear(...anOpenShop(shopId), published(shirt), published(cap, 2_500), published(dollarShirt, 1_100, 'USD'));
});
afterAll(() => s.close());

const CART = `id version isOpen isActive name lineCount currencyCode itemsTotal { amountMinor }
  lines { id quantity title sku isPurchasable unitPrice { amountMinor } total { amountMinor } variant { id } product { id } }
  warnings { code lineId oldPrice { amountMinor } newPrice { amountMinor } }`;
const ERRORS = 'userErrors { ... on UserError { code path } }';
const mutation = (name: string) =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { cart { ${CART} } ${name === 'cartCreate' ? 'cartToken' : ''} ${ERRORS} } }`;
const mutate = async (caller: Caller | undefined, name: string, input: object) => {
  const { data, errors } = await s.as(caller).ask(mutation(name), { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
};
const add = (caller: Caller | undefined, lines: [TestProduct, number][], more: object = {}) =>
  mutate(caller, 'cartLinesAdd', {
    lines: lines.map(([{ variantId }, quantity]) => ({ variantId, quantity })),
    ...more,
  });
const cartOf = async (caller: Caller, id: string) =>
  (await s.as(caller).ask(`query ($id: ID!) { cart(id: $id) { ${CART} } }`, { id })).data.cart;
const activeOf = async (caller: Caller) => (await s.as(caller).ask(`{ activeCart { ${CART} } }`)).data.activeCart;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe("a user's cart", () => {
  test('is made by the first thing put into it and adds up', async () => {
    const user = aUser();
    expect(await activeOf(user)).toBeNull();
    const { cart, userErrors } = await add(user, [
      [shirt, 2],
      [cap, 1],
      [shirt, 1],
    ]);
    expect(userErrors).toEqual([]);
    expect(cart).toMatchObject({
      version: 1,
      isOpen: true,
      isActive: true,
      lineCount: 2,
      currencyCode: 'EUR',
      itemsTotal: { amountMinor: '5500' },
      lines: [
        {
          quantity: 3,
          title: 'Shirt – L',
          sku: 'SHIRT-L',
          total: { amountMinor: '3000' },
          variant: { id: shirt.variantId },
          product: { id: shirt.productId },
        },
        { quantity: 1 },
      ],
    });
    expect((await add(user, [[cap, 1]])).cart).toMatchObject({ id: cart.id, version: 2, lines: [{}, { quantity: 2 }] });
    expect(await s.announced(cart.id)).toEqual(['CartUpdated', 'CartUpdated']);
    expect(await activeOf(user)).toMatchObject({ id: cart.id });
  });

  test('is one, however many things are put into it first at the same moment', async () => {
    const user = aUser();
    await Promise.all(Array.from({ length: 8 }, () => add(user, [[shirt, 1]])));
    expect(await activeOf(user)).toMatchObject({ version: 8, lines: [{ quantity: 8 }] });
  });

  test('is updated, emptied by line and cleared', async () => {
    const user = aUser();
    const { cart } = await add(user, [
      [shirt, 2],
      [cap, 1],
    ]);
    const [first, second] = cart.lines;
    const updated = await mutate(user, 'cartLinesUpdate', {
      cartId: cart.id,
      lines: [{ lineId: first.id, quantity: 9 }],
      expectedVersion: 1,
    });
    expect(updated.cart).toMatchObject({ version: 2, lines: [{ id: first.id, quantity: 9 }, { quantity: 1 }] });
    const removed = await mutate(user, 'cartLinesRemove', { cartId: cart.id, lineIds: [second.id] });
    expect(removed.cart).toMatchObject({ version: 3, lineCount: 1 });
    expect((await mutate(user, 'cartClear', { cartId: cart.id })).cart).toMatchObject({
      version: 4,
      lines: [],
      itemsTotal: { amountMinor: '0' },
    });
    expect((await mutate(user, 'cartClear', { cartId: cart.id })).cart).toMatchObject({ version: 4 });
  });

  test.each([
    [
      'a version that is over',
      'cartClear',
      { expectedVersion: 99 },
      { code: 'VERSION_CONFLICT', path: ['expectedVersion'] },
    ],
    ['another cart', 'cartClear', { cartId: newId('cart') }, { code: 'NOT_FOUND', path: ['cartId'] }],
    [
      'another line',
      'cartLinesUpdate',
      { lines: [{ lineId: newId('cln'), quantity: 1 }] },
      { code: 'NOT_FOUND', path: ['lines'] },
    ],
    [
      'a quantity of 1,000',
      'cartLinesUpdate',
      { lines: [{ lineId: newId('cln'), quantity: 1_000 }] },
      { code: 'INVALID_INPUT', path: ['lines', '0', 'quantity'] },
    ],
    ['no lines', 'cartLinesAdd', { lines: [] }, { code: 'INVALID_INPUT', path: ['lines'] }],
    [
      'none of a variant',
      'cartLinesAdd',
      { lines: [{ variantId: shirt.variantId, quantity: 0 }] },
      { code: 'INVALID_INPUT', path: ['lines', '0', 'quantity'] },
    ],
    [
      'an unknown variant',
      'cartLinesAdd',
      { lines: [{ variantId: newId('var'), quantity: 1 }] },
      { code: 'NOT_FOUND', path: ['lines'] },
    ],
    [
      'another currency',
      'cartLinesAdd',
      { lines: [{ variantId: dollarShirt.variantId, quantity: 1 }] },
      { code: 'NOT_PURCHASABLE', path: ['lines'] },
    ],
    [
      'more than 999',
      'cartLinesAdd',
      { lines: [{ variantId: shirt.variantId, quantity: 999 }] },
      { code: 'CART_LIMIT_REACHED', path: ['lines'] },
    ],
    ['a name of 81 characters', 'cartUpdate', { name: 'x'.repeat(81) }, { code: 'INVALID_INPUT', path: ['name'] }],
  ])('with %s is not changed', async (_what, name, input, error) => {
    const user = aUser();
    const { cart } = await add(user, [[shirt, 1]]);
    expect(await mutate(user, name, { cartId: cart.id, ...input })).toEqual({ cart: null, userErrors: [error] });
    expect(await cartOf(user, cart.id)).toMatchObject({ version: 1 });
  });

  test('is seen and changed by nobody else, and by a subgraph only for itself or its owner', async () => {
    const [user, stranger] = [aUser(), aUser()];
    const { cart } = await add(user, [[shirt, 1]]);
    const service = aService('orders');
    // Whoever sends any order token may place orders, so orders asks on their behalf too.
    const onBehalf = [stranger, aGuest(), withOrderToken('made-up-by-anybody')].map((one) => ({ ...one, ...service }));
    for (const caller of [stranger, aGuest(), {}, ...onBehalf]) expect(await cartOf(caller, cart.id)).toBeNull();
    for (const caller of [user, service, { ...user, ...service }]) expect(await cartOf(caller, cart.id)).not.toBeNull();
    expect(await mutate(stranger, 'cartClear', { cartId: cart.id })).toEqual({
      cart: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['cartId'] }],
    });
  });

  test('can be saved beside another, renamed, listed and made active', async () => {
    const user = aUser();
    const { cart: active } = await add(user, [[shirt, 1]]);
    const { cart: list, cartToken } = await mutate(user, 'cartCreate', { name: ' Gifts ' });
    expect([list.isActive, list.name, cartToken]).toEqual([false, 'Gifts', null]);
    await mutate(user, 'cartUpdate', { cartId: list.id, isActive: true, name: 'Presents' });
    expect(await activeOf(user)).toMatchObject({ id: list.id, name: 'Presents' });
    const page = await s
      .as(user)
      .ask(
        'query ($after: String) { myCarts(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
      );
    expect(page.data.myCarts).toMatchObject({ nodes: [{ id: list.id }], pageInfo: { hasNextPage: true } });
    const next = await s
      .as(user)
      .ask('query ($after: String) { myCarts(first: 1, after: $after) { nodes { id isActive } } }', {
        after: page.data.myCarts.pageInfo.endCursor,
      });
    expect(next.data.myCarts.nodes).toEqual([{ id: active.id, isActive: false }]);
  });
});

describe("a guest's cart", () => {
  test('comes with a secret that is told once and kept as a hash only', async () => {
    const { cart, cartToken } = await mutate(undefined, 'cartCreate', {});
    expect(cartToken).toMatch(/^[\w-]{43}$/);
    const guest = { guest: sha256(cartToken) };
    expect((await add(guest, [[shirt, 1]], { cartId: cart.id })).cart).toMatchObject({ id: cart.id, lineCount: 1 });
    expect(await activeOf(guest)).toMatchObject({ id: cart.id });
    const { rows } = await s.pool.query('SELECT * FROM carts WHERE id = $1', [cart.id]);
    expect(JSON.stringify(rows)).not.toContain(cartToken);
    const again = await mutate(guest, 'cartCreate', {});
    expect(again).toMatchObject({ cartToken: null, cart: { isActive: false } });
  });

  test('is not made by a token that somebody made up', async () => {
    expect(await add(aGuest(), [[shirt, 1]])).toEqual({ cart: null, userErrors: [{ code: 'NOT_FOUND', path: null }] });
    expect(await add(undefined, [[shirt, 1]])).toEqual({ cart: null, userErrors: [{ code: 'NOT_FOUND', path: null }] });
  });

  test('goes into the cart of the user that signs in, once', async () => {
    const { cartToken } = await mutate(undefined, 'cartCreate', {});
    const guest = { guest: sha256(cartToken) };
    const { cart: guests } = await add(guest, [
      [shirt, 1],
      [cap, 1],
    ]);
    const user = aUser();
    const { cart: own } = await add(user, [[shirt, 2]]);
    const both = { ...user, ...guest };
    expect(await mutate(both, 'cartMerge', { expectedVersion: 1 })).toEqual({
      cart: null,
      userErrors: [{ code: 'VERSION_CONFLICT', path: ['expectedVersion'] }],
    });
    const answers = [await mutate(both, 'cartMerge', {}), await mutate(both, 'cartMerge', {})];
    for (const { cart } of answers)
      expect(cart).toMatchObject({
        id: own.id,
        version: 2,
        lines: [{ quantity: 3 }, { quantity: 1 }],
      });
    expect(await cartOf(guest, guests.id)).toMatchObject({ isOpen: false, lines: [] });
    expect((await add(guest, [[shirt, 1]], { cartId: guests.id })).userErrors).toMatchObject([{ code: 'CART_CLOSED' }]);
  });

  test('is merged by nobody who has no token or is not signed in', async () => {
    expect((await mutate(aUser(), 'cartMerge', {})).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const { errors } = await s.as(aGuest()).ask(mutation('cartMerge'), { input: {} });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('a cart and its orders', () => {
  test('is closed by an order of it, keeps what was added since in a new active cart, and comes back when the order fails', async () => {
    const user = aUser();
    const { cart } = await add(user, [[shirt, 2]]);
    const order = anOrderOf(cart);
    await add(user, [
      [shirt, 1],
      [cap, 1],
    ]);
    await s.hear(submitted(order));
    expect(await cartOf(user, cart.id)).toMatchObject({ isOpen: false, isActive: false, lines: [{ quantity: 2 }] });
    const rest = await activeOf(user);
    expect(rest).toMatchObject({
      version: 1,
      lines: [
        { quantity: 1, variant: { id: shirt.variantId } },
        { quantity: 1, variant: { id: cap.variantId } },
      ],
    });
    expect((await add(user, [[cap, 1]], { cartId: cart.id })).userErrors).toEqual([
      { code: 'CART_CLOSED', path: ['cartId'] },
    ]);
    await s.hear(cancelled(order));
    expect(await cartOf(user, cart.id)).toMatchObject({ isOpen: true, isActive: false, lines: [{ quantity: 2 }] });
    expect(await activeOf(user)).toMatchObject({ id: rest.id });
    const changes = (await s.announcedPayloads(cart.id)).map(({ payload }) => [payload['change'], payload['version']]);
    expect(changes).toEqual([
      ['CREATED', 1],
      ['LINES_ADDED', 2],
      ['CLOSED', 3],
      ['REOPENED', 4],
    ]);
  });

  test('stays closed when the order was placed before it was called off', async () => {
    const user = aUser();
    const { cart } = await add(user, [[shirt, 2]]);
    const order = anOrderOf(cart);
    await s.hear(submitted(order), cancelled(order, true));
    expect(await cartOf(user, cart.id)).toMatchObject({ isOpen: false });
    expect(await activeOf(user)).toBeNull();
    expect((await add(user, [[cap, 1]])).cart).toMatchObject({ version: 1, isActive: true });
  });

  test('comes back as the active one when the order expires and there is no other', async () => {
    const user = aUser();
    const order = anOrderOf((await add(user, [[shirt, 2]])).cart);
    await s.hear(submitted(order), expired(order));
    expect(await activeOf(user)).toMatchObject({ id: order.cart.cartId, isOpen: true });
  });

  test('two orders that are heard at the same moment, and first additions meanwhile, leave one active cart and lose nothing', async () => {
    for (let round = 0; round < 5; round += 1) {
      const user = aUser();
      const { cart } = await add(user, [[shirt, 1]]);
      const first = anOrderOf(cart);
      const second = anOrderOf((await add(user, [[cap, 1]])).cart);
      await add(user, [[shirt, 2]]);
      await Promise.all([s.hear(submitted(first)), s.hear(submitted(second)), add(user, [[cap, 3]])]);
      await Promise.all([s.hear(cancelled(first)), s.hear(expired(second)), add(user, [[cap, 1]])]);
      const { rows } = await s.pool.query<{ variant_id: string; quantity: number }>(
        `SELECT l.variant_id, l.quantity FROM carts c JOIN cart_lines l ON l.cart_id = c.id
         WHERE c.buyer_id = $1 AND c.ended_at IS NULL AND cardinality(c.live_orders) = 0`,
        [user.user.id],
      );
      const unitsOf = (variantId: string) =>
        rows.filter((row) => row.variant_id === variantId).reduce((sum, row) => sum + row.quantity, 0);
      expect([unitsOf(shirt.variantId), unitsOf(cap.variantId)]).toEqual([3, 5]);
      expect(await activeOf(user)).not.toBeNull();
    }
    expect(await s.deadLetters()).toEqual([]);
  });

  test('an order that names no cart closes none', async () => {
    const user = aUser();
    const order = anOrderOf((await add(user, [[shirt, 2]])).cart);
    await s.hear(submitted(order, null));
    expect(await activeOf(user)).toMatchObject({ isOpen: true, version: 1 });
  });

  test('the events of a failed order and of the next one end the same in every order of arrival, also when each comes twice', async () => {
    const ends = new Set<string>();
    for (const way of ['AaB', 'ABa', 'BAa']) {
      const user = aUser();
      const { cart } = await add(user, [[shirt, 2]]);
      const first = anOrderOf(cart);
      const { cart: more } = await add(user, [[cap, 1]]);
      const second = anOrderOf(more);
      await add(user, [[shirt, 4]]);
      const news = {
        A: { event: submitted(first), seq: 1 },
        a: { event: cancelled(first), seq: 2 },
        B: { event: submitted(second), seq: 1 },
      };
      for (const one of way) {
        await s.hear(news[one as 'A']);
        await s.hear(news[one as 'A']);
      }
      const { isOpen, lines } = await cartOf(user, cart.id);
      const active = await activeOf(user);
      const inWords = (found: { quantity: number; variant: { id: string } }[]) =>
        found.map(({ quantity, variant }) => `${quantity} ${variant.id}`).toSorted();
      ends.add(JSON.stringify([isOpen, inWords(lines), inWords(active.lines)]));
    }
    expect([...ends]).toEqual([
      JSON.stringify([false, [`1 ${cap.variantId}`, `2 ${shirt.variantId}`].toSorted(), [`4 ${shirt.variantId}`]]),
    ]);
    expect(await s.deadLetters()).toEqual([]);
  });
});

describe('prices', () => {
  test('of five hundred carts change by one event, with a warning in each that stays until it is acknowledged', async () => {
    const product = aProduct(shopId);
    await s.hear(published(product));
    const user = aUser();
    const { cart } = await add(user, [[product, 2]]);
    await s.pool.query(
      `WITH made AS (
         INSERT INTO carts (id, buyer_id, is_active, currency_code, live_orders, version, created_at, updated_at)
         SELECT 'cart_' || lpad(n::text, 26, '0'), 'usr_' || lpad(n::text, 26, '0'), true, 'EUR', '{}', 1, now(), now() FROM generate_series(1, 500) n RETURNING id
       )
       INSERT INTO cart_lines (id, cart_id, variant_id, quantity, seen_price_minor, seen_currency)
       SELECT replace(id, 'cart_', 'cln_'), id, $1, 1, 1000, 'EUR' FROM made`,
      [product.variantId],
    );
    s.statements();
    await s.hear(ProductChanged.of({ ...listingOf(product, 1_300), isPublished: true }));
    const statements = s.statements();
    expect(statements.filter((text) => text.startsWith('SELECT * FROM carts'))).toHaveLength(6);
    const { rows } = await s.pool.query(
      `SELECT count(*)::int AS count FROM outbox WHERE envelope->'payload'->>'change' = 'REPRICED'`,
    );
    expect(rows).toEqual([{ count: 501 }]);
    const repriced = await cartOf(user, cart.id);
    expect(repriced).toMatchObject({
      version: 2,
      itemsTotal: { amountMinor: '2600' },
      warnings: [
        {
          code: 'PRICE_CHANGED',
          lineId: cart.lines[0].id,
          oldPrice: { amountMinor: '1000' },
          newPrice: { amountMinor: '1300' },
        },
      ],
    });
    await add(user, [[cap, 1]]);
    expect((await activeOf(user)).warnings).toHaveLength(1);
    expect((await mutate(user, 'cartWarningsAcknowledge', { cartId: cart.id })).cart).toMatchObject({
      warnings: [],
      itemsTotal: { amountMinor: '5100' },
    });
  });

  test('are not told when nothing about the price changed', async () => {
    const user = aUser();
    const product = aProduct(shopId);
    await s.hear(published(product));
    const { cart } = await add(user, [[product, 1]]);
    await s.hear(ProductChanged.of({ ...listingOf(product), title: 'Better shirt', isPublished: true }));
    expect(await cartOf(user, cart.id)).toMatchObject({ version: 1, warnings: [] });
  });

  test('changed while an order held the cart are warned of when it comes back', async () => {
    const user = aUser();
    const product = aProduct(shopId);
    await s.hear(published(product));
    const { cart } = await add(user, [[product, 1]]);
    const order = anOrderOf(cart);
    await s.hear(submitted(order), published(product, 700));
    expect(await cartOf(user, cart.id)).toMatchObject({
      version: 2,
      warnings: [],
      itemsTotal: { amountMinor: '1000' },
    });
    await s.hear(expired(order));
    expect(await cartOf(user, cart.id)).toMatchObject({
      warnings: [{ code: 'PRICE_CHANGED' }],
      itemsTotal: { amountMinor: '700' },
    });
  });

  test('what is archived, or whose shop is suspended, can be bought no more', async () => {
    const user = aUser();
    const own = newId('shop');
    const [gone, closed] = [aProduct(own), aProduct(own)];
    await s.hear(...anOpenShop(own), published(gone), published(closed));
    const { cart } = await add(user, [
      [gone, 1],
      [closed, 1],
    ]);
    await s.hear(ProductArchived.of({ productId: gone.productId, shopId: own, variantIds: [gone.variantId] }));
    expect(await cartOf(user, cart.id)).toMatchObject({
      version: 2,
      lines: [{ isPurchasable: false }, { isPurchasable: true }],
      warnings: [{ code: 'NOT_PURCHASABLE' }],
    });
    await s.hear(ShopStatusChanged.of({ shopId: own, status: 'SUSPENDED' }));
    expect(await cartOf(user, cart.id)).toMatchObject({ lines: [{ isPurchasable: false }, { isPurchasable: false }] });
    expect((await add(user, [[closed, 1]])).userErrors).toEqual([{ code: 'NOT_PURCHASABLE', path: ['lines'] }]);
  });
});

describe('a quote', () => {
  const QUOTE = `lines { variant { id } productId shopId title sku quantity isPurchasable unitPrice { amountMinor } total { amountMinor } taxTotal { amountMinor } }
    deliveries { shop { id } options { code minDays maxDays price { amountMinor } } chosen { code name price { amountMinor } taxTotal { amountMinor } } }
    itemsTotal { amountMinor } deliveryTotal { amountMinor } taxTotal { amountMinor } total { amountMinor currencyCode } currencyCode`;
  const ASK = `query ($lines: [QuoteLineInput!]!, $address: QuoteAddressInput!, $delivery: [DeliveryChoiceInput!]!) { quote(lines: $lines, address: $address, delivery: $delivery) { ${QUOTE} } }`;
  const lines = [
    { variantId: shirt.variantId, quantity: 2 },
    { variantId: cap.variantId, quantity: 1 },
  ];
  const ask = (more: object = {}) => s.as().ask(ASK, { lines, address: { countryCode: 'DE' }, delivery: [], ...more });

  test('says what goods cost with delivery and tax, in two statements', async () => {
    s.statements();
    const { data, errors } = await ask();
    expect(errors).toBeUndefined();
    expect(s.statements()).toHaveLength(2);
    expect(data.quote).toMatchObject({
      lines: [
        {
          variant: { id: shirt.variantId },
          productId: shirt.productId,
          shopId,
          quantity: 2,
          total: { amountMinor: '2000' },
          taxTotal: { amountMinor: '380' },
          isPurchasable: true,
        },
        { total: { amountMinor: '2500' } },
      ],
      deliveries: [
        {
          shop: { id: shopId },
          options: [{ code: 'STANDARD' }, { code: 'EXPRESS' }],
          chosen: { code: 'STANDARD', price: { amountMinor: '490' }, taxTotal: { amountMinor: '93' } },
        },
      ],
      itemsTotal: { amountMinor: '4500' },
      deliveryTotal: { amountMinor: '490' },
      taxTotal: { amountMinor: '948' },
      total: { amountMinor: '5938', currencyCode: 'EUR' },
    });
  });

  test.each([
    ['DE', 'EXPRESS', 'EXPRESS', '1043'],
    ['FR', 'EXPRESS', undefined, '900'],
    ['FR', undefined, 'STANDARD', '998'],
    ['US', undefined, 'STANDARD', '0'],
  ])('to %s by %s', async (countryCode, code, chosen, tax) => {
    const { data } = await ask({ address: { countryCode }, delivery: code ? [{ shopId, code }] : [] });
    expect(data.quote.deliveries[0].chosen?.code).toBe(chosen);
    expect(data.quote.taxTotal.amountMinor).toBe(tax);
  });

  test('of something unknown is null, of a wrong number an error', async () => {
    expect((await ask({ lines: [{ variantId: newId('var'), quantity: 1 }] })).data).toEqual({ quote: null });
    for (const wrong of [[], [{ variantId: shirt.variantId, quantity: 0 }]])
      expect((await ask({ lines: wrong })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('of a cart is the same, in three statements with the cart', async () => {
    const user = aUser();
    const { cart } = await add(user, [
      [shirt, 2],
      [cap, 1],
    ]);
    s.statements();
    const { data } = await s
      .as(user)
      .ask(`query ($id: ID!) { cart(id: $id) { ${CART} quote(address: { countryCode: "DE" }) { ${QUOTE} } } }`, {
        id: cart.id,
      });
    expect(s.statements()).toHaveLength(3);
    expect(data.cart.quote).toEqual((await ask()).data.quote);
  });

  test('of an empty cart is there and costs nothing', async () => {
    const { cart, cartToken } = await mutate(undefined, 'cartCreate', {});
    const { data } = await s
      .as({ guest: sha256(cartToken) })
      .ask(`query ($id: ID!) { cart(id: $id) { quote(address: { countryCode: "DE" }, delivery: []) { ${QUOTE} } } }`, {
        id: cart.id,
      });
    expect(data.cart.quote).toMatchObject({
      lines: [],
      deliveries: [],
      total: { amountMinor: '0', currencyCode: 'EUR' },
    });
  });
});

describe('what a cart costs', () => {
  test('is two statements, also for twenty of them', async () => {
    const user = aUser();
    const ids: string[] = [];
    for (let count = 0; count < 20; count += 1) ids.push((await mutate(user, 'cartCreate', {})).cart.id);
    s.statements();
    const { data } = await s
      .as(user)
      .ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cart { ${CART} } } }`, {
        r: ids.map((id) => ({ __typename: 'Cart', id })),
      });
    expect(data._entities).toHaveLength(20);
    expect(s.statements().length).toBeLessThanOrEqual(2);
  });
});

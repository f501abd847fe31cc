import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aGuest, aUser, withOrderToken, type TestSubgraph } from '@stoa/testing';
import { aQuotedLine, placementFacts } from './an-order.ts';
import { openOrders, PLACE, pendingOrder, placed, placeInput, rejectStock, reserve } from './an-order-in-store.ts';

let facts = placementFacts();
let subgraph: TestSubgraph & { questions: { operationId: string }[] };
beforeAll(async () => {
  subgraph = await openOrders(() => facts);
});
afterAll(() => subgraph.close());

test('a guest orders a cart and waits for the payment once stock is held', async () => {
  facts = placementFacts();
  const { id, answer } = await placed(subgraph, aGuest());
  expect(answer.errors).toBeUndefined();
  expect(answer.data.orderPlace).toMatchObject({
    order: {
      id,
      status: 'AWAITING_PAYMENT',
      paymentStatus: 'UNPAID',
      total: { amountMinor: String(facts.total.amountMinor) },
    },
    userErrors: [],
  });
  expect(await subgraph.announced(id)).toEqual(['OrderSubmitted', 'OrderAwaitingPayment']);
});

test('cash on delivery places the order as soon as stock is held', async () => {
  const { id, answer } = await placed(subgraph, aUser(), { paymentMethod: 'CASH_ON_DELIVERY' });
  expect(answer.data.orderPlace.order).toMatchObject({ status: 'PLACED', paymentStatus: 'UNPAID' });
  expect(await subgraph.announced(id)).toEqual(['OrderSubmitted', 'OrderPlaced']);
});

test('out of stock after placement is a cancelled order with its lines, never a user error', async () => {
  const asking = subgraph.as(aGuest()).ask(PLACE, { input: placeInput() });
  const id = await pendingOrder(subgraph);
  await rejectStock(subgraph, id);
  expect((await asking).data.orderPlace).toMatchObject({ order: { status: 'CANCELLED' }, userErrors: [] });
  const { data } = await subgraph
    .as({ service: { name: 'test', scopes: ['internal'] } })
    .ask(
      `query ($id: ID!) { order(id: $id) { cancellation { reason lines { quantityRequested quantityAvailable } } } }`,
      { id },
    );
  expect(data.order.cancellation).toEqual({
    reason: 'OUT_OF_STOCK',
    lines: [{ quantityRequested: 2, quantityAvailable: 1 }],
  });
});

test('what the shopper is refused for is told exactly and changes nothing', async () => {
  facts = placementFacts([aQuotedLine({ quantityAvailable: 1 })]);
  const input = placeInput();
  const guest = aGuest();
  const { data } = await subgraph.as(guest).ask(PLACE, { input });
  expect(data.orderPlace).toEqual({
    order: null,
    orderToken: null,
    userErrors: [{ __typename: 'InsufficientStock', code: 'INSUFFICIENT_STOCK', path: null, quantityAvailable: 1 }],
  });
  facts = placementFacts();
  // The refusal is filed too: the same key gets the same answer although there is stock now.
  expect((await subgraph.as(guest).ask(PLACE, { input })).data.orderPlace.userErrors).toHaveLength(1);
});

test('one key fifty times at once is one order with the same answer', async () => {
  facts = placementFacts();
  const guest = aGuest();
  const input = placeInput();
  const asking = Promise.all(Array.from({ length: 50 }, () => subgraph.as(guest).ask(PLACE, { input })));
  await reserve(subgraph, await pendingOrder(subgraph));
  const answers = await asking;
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
  const { rows } = await subgraph.pool.query('SELECT count(*) AS orders FROM orders WHERE cart_id = $1', [
    input.cartId,
  ]);
  expect(rows).toEqual([{ orders: 1 }]);
});

test('a retry after a lost reply gives the same order although its cart is closed by now', async () => {
  facts = placementFacts();
  const guest = aGuest();
  const input = placeInput();
  const first = subgraph.as(guest).ask(PLACE, { input });
  await reserve(subgraph, await pendingOrder(subgraph));
  const answer = await first;
  facts = placementFacts(undefined, { cart: { ...facts.cart!, isOpen: false } });
  expect(await subgraph.as(guest).ask(PLACE, { input })).toEqual(answer);
});

test('a second caller with the same cart and another key gets the same live order', async () => {
  facts = placementFacts();
  const guest = aGuest();
  const cartId = newId('cart');
  const { id } = await placed(subgraph, guest, { cartId });
  const second = await subgraph.as(guest).ask(PLACE, { input: placeInput({ cartId }) });
  expect(second.data.orderPlace.order.id).toBe(id);
  // Once carts has heard of the order, the cart is closed.
  facts = placementFacts(undefined, { cart: { ...facts.cart!, isOpen: false } });
  const third = await subgraph.as(guest).ask(PLACE, { input: placeInput({ cartId }) });
  expect(third.data.orderPlace).toMatchObject({ order: { id }, userErrors: [] });
});

test('a closed cart that no live order has cannot be ordered', async () => {
  facts = placementFacts(undefined, { cart: { cartId: newId('cart'), version: 3, isOpen: false } });
  const { data } = await subgraph.as(aGuest()).ask(PLACE, { input: placeInput() });
  expect(data.orderPlace).toMatchObject({ order: null, userErrors: [{ code: 'CART_CLOSED' }] });
});

test('two addresses, or one that fits no label, are refused', async () => {
  facts = placementFacts();
  const codes = async (change: Record<string, unknown>) =>
    (await subgraph.as(aUser()).ask(PLACE, { input: placeInput(change) })).data.orderPlace.userErrors;
  expect(await codes({ addressId: newId('addr') })).toMatchObject([{ code: 'INVALID_INPUT' }]);
  expect(await codes({ address: { ...placeInput().address, line1: 'x'.repeat(201) } })).toMatchObject([
    { code: 'INVALID_INPUT' },
  ]);
});

test('the same key with another body is refused as a whole', async () => {
  facts = placementFacts();
  const guest = aGuest();
  const idempotencyKey = newId('key');
  await placed(subgraph, guest, { idempotencyKey });
  const { errors } = await subgraph.as(guest).ask(PLACE, { input: placeInput({ idempotencyKey }) });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

test('whoever is nobody cannot bring a key', async () => {
  const { errors } = await subgraph.as().ask(PLACE, { input: placeInput() });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('the access token opens the order again, another one does not', async () => {
  facts = placementFacts();
  const { id, answer } = await placed(subgraph, aGuest());
  const read = async (token: string) =>
    (await subgraph.as(withOrderToken(token)).ask('query ($id: ID!) { order(id: $id) { id } }', { id })).data.order;
  expect(await read(answer.data.orderPlace.orderToken)).toEqual({ id });
  expect(await read('another')).toBeNull();
  expect((await subgraph.as(aUser()).ask('query ($id: ID!) { order(id: $id) { id } }', { id })).data.order).toBeNull();
});

test('a signed-in buyer orders to a stored address with two questions to the graph, a guest with one', async () => {
  facts = placementFacts();
  subgraph.questions.length = 0;
  await placed(subgraph, aUser(), { address: null, addressId: newId('addr'), email: null });
  expect(subgraph.questions.map((question) => question.operationId)).toEqual(['BuyerFacts', 'OrderFacts']);
  subgraph.questions.length = 0;
  await placed(subgraph, aGuest());
  expect(subgraph.questions.map((question) => question.operationId)).toEqual(['OrderFacts']);
});

import { StockReserved, PaymentCaptured, StockRejected, type OrderId } from '@stoa/contracts';
import { money, newId, type Caller } from '@stoa/kernel';
import { openTestSubgraph, type TestAnswer, type TestSubgraph } from '@stoa/testing';
import type { GraphAnswer, GraphQuestion } from '@stoa/subgraph-kit';
import { orders } from '../src/subgraph.ts';
import type { PlacementFacts } from '../src/domain/placement.ts';
import { placementFacts } from './an-order.ts';

export const ENVIRONMENT = { ORDERS_ACCESS_SECRET: 'a-secret-of-at-least-32-characters' };

/** Orders with a graph that answers what carts, shops, inventory and users would. */
export const openOrders = async (facts: () => PlacementFacts = () => placementFacts()) => {
  const questions: GraphQuestion[] = [];
  const subgraph = await openTestSubgraph(orders, {
    environment: ENVIRONMENT,
    graph: (question) => {
      questions.push(question);
      return Promise.resolve(question.operationId === 'BuyerFacts' ? accountOf(question) : quoteOf(question, facts()));
    },
  });
  return Object.assign(subgraph, { questions });
};

export const PLACE = `mutation Place($input: OrderPlaceInput!) {
  orderPlace(input: $input) {
    order { id version number status paymentStatus total { amountMinor } sellerOrders { id version } lines { id variant { id } quantity } }
    orderToken
    userErrors { __typename ... on UserError { code path } ... on InsufficientStock { quantityAvailable } ... on CartChanged { total { amountMinor } } }
  }
}`;

export const anAddress = {
  name: 'Ada Lovelace',
  line1: 'Unter den Linden 1',
  city: 'Berlin',
  postalCode: '10117',
  countryCode: 'DE',
};

export const placeInput = (change: Record<string, unknown> = {}) => ({
  cartId: newId('cart'),
  email: 'ada@example.com',
  address: anAddress,
  paymentMethod: 'SANDBOX',
  idempotencyKey: newId('key'),
  ...change,
});

/** Places an order while inventory holds its stock, as the running supergraph does. */
export const placed = async (
  subgraph: TestSubgraph,
  caller: Caller,
  change: Record<string, unknown> = {},
): Promise<{ id: OrderId; answer: TestAnswer }> => {
  const asking = subgraph.as(caller).ask(PLACE, { input: placeInput(change) });
  const id = await pendingOrder(subgraph);
  await reserve(subgraph, id);
  const answer = await asking;
  return { id, answer };
};

/** The newest order that waits for its stock. */
export const pendingOrder = async (subgraph: TestSubgraph): Promise<OrderId> => {
  for (;;) {
    const { rows } = await subgraph.pool.query<{ id: OrderId }>(
      `SELECT id FROM orders WHERE status = 'PENDING' ORDER BY id DESC LIMIT 1`,
    );
    if (rows[0]) return rows[0].id;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

export const reserve = (subgraph: TestSubgraph, orderId: OrderId) =>
  subgraph.hear(StockReserved.of({ reservationId: newId('rsv'), orderId, lines: [] }));

export const rejectStock = (subgraph: TestSubgraph, orderId: OrderId) =>
  subgraph.hear(
    StockRejected.of({
      reservationId: newId('rsv'),
      orderId,
      lines: [{ variantId: newId('var'), requested: 2, available: 1 }],
    }),
  );

export const capture = (subgraph: TestSubgraph, orderId: OrderId, amountMinor: number) => {
  const amount = money(amountMinor, 'EUR');
  return subgraph.hear(
    PaymentCaptured.of({
      paymentId: newId('pay'),
      paymentAttemptId: newId('patt'),
      orderId,
      buyerId: null,
      amount,
      capturedTotal: amount,
      capturedAt: '2026-01-15T10:05:00.000Z',
    }),
  );
};

const accountOf = ({ caller }: GraphQuestion): GraphAnswer => ({
  data: { viewer: caller.user ? { id: caller.user.id, email: 'ada@example.com', address: anAddress } : null },
});

function quoteOf({ variables }: GraphQuestion, facts: PlacementFacts): GraphAnswer {
  const quote = {
    total: facts.total,
    lines: facts.lines.map(({ variantId, quantityAvailable, tax, ...line }) => ({
      ...line,
      taxTotal: tax,
      variant: { id: variantId, availability: { quantityAvailable } },
    })),
    deliveries: facts.shops.map(({ shopId, commissionRate, delivery, ...shop }) => ({
      shop: { id: shopId, commissionBasisPoints: commissionRate, ...shop },
      chosen: delivery && { ...delivery, taxTotal: delivery.tax },
    })),
  };
  return {
    data: variables['fromCart']
      ? { cart: { id: variables['cartId'], version: facts.cart?.version, isOpen: facts.cart?.isOpen, quote } }
      : { quote },
  };
}

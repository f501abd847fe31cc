import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aUser, type TestSubgraph } from '@stoa/testing';
import { openOrders, placed } from './an-order-in-store.ts';

const HISTORY = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter) {
  myOrders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    nodes { id status sellerOrders { shopName } lines { title } } totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

let subgraph: TestSubgraph;
const buyer = aUser();
const ids: string[] = [];
beforeAll(async () => {
  subgraph = await openOrders();
  for (let index = 0; index < 5; index += 1)
    ids.unshift((await placed(subgraph, buyer, index === 0 ? { paymentMethod: 'CASH_ON_DELIVERY' } : {})).id);
});
afterAll(() => subgraph.close());

const history = async (variables: Record<string, unknown>) =>
  (await subgraph.as(buyer).ask(HISTORY, variables)).data.myOrders;

test('pages run newest first, forward and back, without a gap', async () => {
  const first = await history({ first: 2 });
  expect(first.nodes.map((order: { id: string }) => order.id)).toEqual(ids.slice(0, 2));
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  const second = await history({ first: 3, after: first.pageInfo.endCursor });
  expect(second.nodes.map((order: { id: string }) => order.id)).toEqual(ids.slice(2));
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const back = await history({ last: 2, before: second.pageInfo.startCursor });
  expect(back.nodes).toEqual(first.nodes);
});

test('a filter narrows the page and the count', async () => {
  const binding = await history({ first: 10, filter: { statuses: ['PLACED'] } });
  expect(binding).toMatchObject({ totalCount: 1, nodes: [{ id: ids[4], status: 'PLACED' }] });
});

test('more than a hundred is an error, not a clamp', async () => {
  const { errors } = await subgraph.as(buyer).ask(HISTORY, { first: 101 });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a page of orders costs three statements and its count one more', async () => {
  subgraph.statements();
  await history({ first: 5 });
  expect(subgraph.statements()).toHaveLength(4);
});

test('another buyer sees none of it, a visitor is asked to sign in, support sees all', async () => {
  expect((await subgraph.as(aUser()).ask(HISTORY, {})).data.myOrders.nodes).toEqual([]);
  expect((await subgraph.as().ask(HISTORY, {})).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  const all = `{ orders(first: 10) { nodes { id } } }`;
  expect((await subgraph.as(buyer).ask(all)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  const support = await subgraph.as(aUser({ roles: ['SUPPORT'] })).ask(all);
  expect(support.data.orders.nodes).toHaveLength(5);
});

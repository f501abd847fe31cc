import type { Fixture } from '../../router/fixtures/fixture.ts';
import { storefront } from '../../router/fixtures/storefront.ts';

/** An order as the memory subgraphs hold it. */
export interface LiveOrder {
  readonly __typename: 'Order';
  readonly id: string;
  version: number;
  readonly status: string;
  readonly lines: readonly object[];
  readonly sellerOrders: readonly object[];
}

export interface LiveMarket {
  readonly fixture: Fixture;
  readonly orders: readonly LiveOrder[];
  readonly orderById: (id: unknown) => LiveOrder | undefined;
}

/** What the measured clients follow: an order, its shop, its goods and how many are left, from four subgraphs. */
export const FOLLOW_ORDER = `subscription FollowOrder($id: ID!) {
  orderUpdated(id: $id) {
    id version status
    sellerOrders { id shop { name } }
    lines { id title quantity variant { title availability { isAvailable quantityAvailable } } }
  }
}`;

/** The id of the nth order. */
export const orderId = (n: number): string => `ord_bench${n}`;

/** The registry's graph over the recorded market, with so many orders of two lines each, all in memory. */
export const liveMarket = (count: number): LiveMarket => {
  const base = storefront();
  const products = base.market.handles.map(base.market.productByHandle) as Product[];
  const lineOf = (n: number, line: number) => {
    const { variants, title, shop } = products[(n * 7 + line * 3) % products.length] as Product;
    return {
      shop,
      line: { id: `oln_bench${n}_${line}`, title, quantity: 1 + line, variant: variants[n % variants.length] },
    };
  };
  const orders = Array.from({ length: count }, (_, n): LiveOrder => {
    const bought = [lineOf(n, 0), lineOf(n, 1)];
    return {
      ...{ __typename: 'Order', id: orderId(n), version: 1, status: 'PLACED' },
      lines: bought.map(({ line }) => line),
      sellerOrders: [{ id: `sord_bench${n}`, shop: bought[0]?.shop }],
    };
  });
  const byId = new Map<unknown, LiveOrder>(orders.map((order) => [order.id, order]));
  const orderById = (id: unknown) => byId.get(id);
  const order = (_: unknown, { id }: { id: string }) => orderById(id) ?? null;
  const resolvers = { ...base.resolvers, Query: { ...base.resolvers['Query'], order } };
  return { fixture: { ...base, resolvers }, orders, orderById };
};

interface Product {
  readonly title: string;
  readonly shop: object;
  readonly variants: readonly object[];
}

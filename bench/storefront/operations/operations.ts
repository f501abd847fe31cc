import { graphClient } from '../../../e2e/harness/graph-client.ts';
import { twoVariants } from '../market/people.ts';
import { chosen, type World } from '../market/world.ts';
import { checkout } from './checkout.ts';
import { document } from './documents.ts';

export interface Operation {
  readonly name: string;
  /** CPU milliseconds of application and PostgreSQL together that one of them may cost. */
  readonly aimMs: number;
  /** Compared with the others, how often it is asked in a run, 0 to 1. */
  readonly share: number;
  /** The n-th visit, with arguments of its own. */
  visit(n: number): Promise<void>;
}

const LIST_OR_DETAIL_MS = 8;
const SEARCH_MS = 20;
const ORDER_MS = 100;
const SORTS = ['NEWEST', 'PRICE_ASC', 'PRICE_DESC'] as const;

/** What is measured, each asked over HTTP with arguments from a world. */
export const operations = (url: string, world: World): readonly Operation[] => {
  const visitor = graphClient(url);
  const documents = {
    category: document('category-page'),
    product: document('product-page'),
    search: document('search-page'),
    cart: document('cart-page'),
    order: document('order-page'),
    history: document('order-history'),
  };
  const page = (name: string, aimMs: number, visit: (n: number) => Promise<unknown>): Operation => ({
    name,
    aimMs,
    share: 1,
    visit: async (n) => {
      const answer = (await visit(n)) as Record<string, unknown>;
      if (Object.values(answer).some((field) => field === null))
        throw new Error(`${name} found nothing: ${JSON.stringify(answer)}`);
    },
  });
  return [
    page('CategoryPage', LIST_OR_DETAIL_MS, (n) =>
      visitor.ask(documents.category, { slug: chosen(world.categorySlugs, n), sort: chosen(SORTS, n + 13) }),
    ),
    page('ProductPage', LIST_OR_DETAIL_MS, (n) =>
      visitor.ask(documents.product, { handle: chosen(world.products, n).handle }),
    ),
    page('SearchPage, filtered', SEARCH_MS, (n) =>
      visitor.ask(documents.search, { query: chosen(world.words, n), filters: chosen(world.filters, n + 29) }),
    ),
    page('CartPage', LIST_OR_DETAIL_MS, (n) => {
      const { id, client } = chosen(world.carts, n);
      return client.ask(documents.cart, { id });
    }),
    page('OrderPage', LIST_OR_DETAIL_MS, (n) => {
      const { id, client } = chosen(world.orders, n);
      return client.ask(documents.order, { id });
    }),
    page('OrderHistory', LIST_OR_DETAIL_MS, (n) => chosen(world.buyers, n).ask(documents.history)),
    {
      name: 'checkout, cart to PLACED',
      aimMs: ORDER_MS,
      share: 0.25,
      visit: async (n) => {
        await checkout(visitor, url, twoVariants(world.products, n));
      },
    },
  ];
};

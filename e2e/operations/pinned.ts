import { expect } from '@jest/globals';
import type { GraphClient } from '../harness/graph-client.ts';
import type { Market } from './a-market.ts';

interface Pinned {
  /** SQL statements of all domains together. */
  readonly statements: number;
  /** Calls to subgraphs in the order they leave. */
  readonly fetches: string;
  readonly asked: (market: Market) => { readonly client: GraphClient; readonly variables: Record<string, unknown> };
  /** That the answer holds what makes the operation dear. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers have as many shapes as questions
  readonly isWhole: (data: any) => void;
  /** What one event costs that changes what is followed: of subscriptions. Above stands what the first state costs. */
  readonly event?: { readonly statements: number; readonly fetches: string };
}

/** What placing an order costs until inventory is waited for, and how often it then looks. */
export const PLACE_ORDER = {
  statements: 18,
  fetches: 'orders carts users inventory shops payments',
  // A look at an order that is still PENDING.
  isLook: (statement: string) =>
    /^orders: SELECT (\* FROM orders WHERE id = ANY\(\$1\) ORDER BY id$|\(SELECT coalesce)/.test(statement),
};

/** What each storefront operation costs when everything is warm, on the market of this folder. */
export const pinned: Readonly<Record<string, Pinned>> = {
  'home-page': {
    statements: 7,
    fetches: 'products carts',
    asked: ({ shopper }) => ({ client: shopper, variables: {} }),
    isWhole: ({ categories, productSearch, activeCart }) => {
      expect(categories).toHaveLength(2);
      expect(productSearch.nodes).toHaveLength(12);
      expect(activeCart.lineCount).toBe(4);
    },
  },
  'category-page': {
    statements: 7,
    fetches: 'products shops inventory',
    asked: ({ visitor, slug }) => ({ client: visitor, variables: { slug } }),
    isWhole: ({ category }) => {
      expect(category.products.nodes).toHaveLength(20);
      expect(category.products.nodes[0]).toMatchObject({
        variants: [{ availability: { isAvailable: true } }, {}],
        images: [{}],
      });
      expect(new Set(category.products.nodes.map((node: { shop: { name: string } }) => node.shop.name)).size).toBe(2);
    },
  },
  'product-page': {
    statements: 6,
    fetches: 'products shops inventory',
    asked: ({ visitor, handle }) => ({ client: visitor, variables: { handle } }),
    isWhole: ({ productByHandle }) => {
      expect(productByHandle).toMatchObject({
        category: { ancestors: [{}] },
        images: [{}],
        shop: { deliveryRates: [{}, {}] },
        variants: [{ availability: { quantityAvailable: expect.any(Number) } }, {}],
      });
    },
  },
  'search-page': {
    statements: 4,
    fetches: 'products shops',
    asked: ({ visitor }) => ({ client: visitor, variables: { query: 'linen shirt' } }),
    isWhole: ({ productSearch }) => {
      expect(productSearch.nodes).toHaveLength(20);
      expect(productSearch.filters.length).toBeGreaterThan(1);
    },
  },
  'cart-page': {
    statements: 4,
    fetches: 'carts products inventory',
    asked: ({ shopper, cartId }) => ({ client: shopper, variables: { id: cartId } }),
    isWhole: ({ cart }) => {
      expect(cart.lines).toHaveLength(4);
      expect(cart.lines[0]).toMatchObject({ product: { images: [{}] }, variant: { availability: {} } });
    },
  },
  'checkout-page': {
    statements: 6,
    fetches: 'users carts inventory shops',
    asked: ({ shopper, cartId }) => ({ client: shopper, variables: { cartId, address: { countryCode: 'DE' } } }),
    isWhole: ({ viewer, cart }) => {
      expect(viewer.addresses).toHaveLength(1);
      expect(cart.quote).toMatchObject({
        lines: [{}, {}, {}, {}],
        deliveries: [{ shop: { isOpen: true } }, { shop: { isOpen: true } }],
      });
    },
  },
  'order-page': {
    statements: 7,
    fetches: 'orders payments users shops products',
    asked: ({ shopper, orderId }) => ({ client: shopper, variables: { id: orderId } }),
    isWhole: ({ order }) => {
      expect(order.sellerOrders).toHaveLength(2);
      expect(order.sellerOrders.flatMap(({ shipments }: { shipments: object[] }) => shipments)).toHaveLength(1);
      expect(order.payment).not.toBeNull();
    },
  },
  'order-history': {
    statements: 4,
    fetches: 'orders',
    asked: ({ shopper }) => ({ client: shopper, variables: {} }),
    isWhole: ({ myOrders }) => {
      expect(myOrders.nodes).toHaveLength(2);
    },
  },
  'track-order': {
    statements: 3,
    fetches: 'orders payments',
    event: { statements: 3, fetches: 'orders payments' },
    asked: ({ shopper, orderId }) => ({ client: shopper, variables: { id: orderId } }),
    isWhole: ({ orderUpdated }) => {
      expect(orderUpdated.lines).toHaveLength(4);
      expect(orderUpdated.shipments).toHaveLength(1);
      expect(orderUpdated.payment).not.toBeNull();
    },
  },
};

import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What the storefront follows an order with. */
export const TRACK_ORDER = readFileSync(
  path.join(import.meta.dirname, '../../schema/operations/storefront/track-order.graphql'),
  'utf8',
);
/** The same selection, asked once. */
export const TRACKED_ORDER = TRACK_ORDER.replace('subscription TrackOrder', 'query TrackedOrder').replace(
  'orderUpdated(',
  'order(',
);

export const MY_ORDERS = `subscription { myOrdersUpdated { id version status paymentStatus fulfillmentStatus } }`;
export const SHOP_ORDERS = `subscription ($shopId: ID!) {
  shopOrdersUpdated(shopId: $shopId) {
    id version fulfillmentStatus shop { id } order { id version status }
    lines { id title } shipments { id status }
  }
}`;
export const PAYMENT = `subscription ($id: ID!) { paymentUpdated(orderId: $id) { id paymentStatus payment { version status nextAction { url } } } }`;
export const STOCK_CHANGED = `subscription ($id: ID!) {
  stockChanged(variantId: $id) { id availability { version isAvailable quantityAvailable } }
}`;

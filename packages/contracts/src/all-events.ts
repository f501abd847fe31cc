import type { EventContract } from './define-event.ts';
import * as carts from './events/carts.ts';
import * as inventory from './events/inventory.ts';
import * as notifications from './events/notifications.ts';
import * as orders from './events/orders.ts';
import * as payments from './events/payments.ts';
import * as products from './events/products.ts';
import * as shops from './events/shops.ts';
import * as users from './events/users.ts';

/** Every published event, for the registry and for reading envelopes: an event that is exported is listed. */
export const ALL_EVENTS: readonly EventContract[] = [
  users,
  products,
  inventory,
  carts,
  orders,
  payments,
  shops,
  notifications,
].flatMap((domain) => Object.values(domain).filter(isContract));

function isContract(exported: unknown): exported is EventContract {
  return typeof exported === 'object' && exported !== null && 'of' in exported && 'topic' in exported;
}

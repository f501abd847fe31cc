import { carts } from '@stoa/carts';
import { inventory } from '@stoa/inventory';
import { notifications } from '@stoa/notifications';
import { orders } from '@stoa/orders';
import { payments } from '@stoa/payments';
import { products } from '@stoa/products';
import { shops } from '@stoa/shops';
import type { Subgraph } from '@stoa/subgraph-kit';
import { users } from '@stoa/users';

/** The eight domains, in the order their data depends on each other's. */
export const SUBGRAPHS: readonly Subgraph[] = [
  users,
  shops,
  products,
  inventory,
  carts,
  orders,
  payments,
  notifications,
];

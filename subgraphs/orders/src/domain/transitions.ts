import type { OrderStatus } from './order.ts';

/** Where an order's status can go from each state. An order never leaves COMPLETED, CANCELLED or EXPIRED. */
export const ALLOWED_TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: ['AWAITING_PAYMENT', 'PLACED', 'CANCELLED'],
  AWAITING_PAYMENT: ['PLACED', 'CANCELLED', 'EXPIRED'],
  PLACED: ['COMPLETED', 'CANCELLED'],
  COMPLETED: [],
  CANCELLED: [],
  EXPIRED: [],
};

import { OrderExpired } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';
import { aboutOrder } from './about-order.ts';

export const tellBuyerWhenOrderExpired = on(
  OrderExpired,
  ({ commands }: House) =>
    (event, door) =>
      commands.notify(door, { template: 'ORDER_EXPIRED', about: aboutOrder(event), subject: event.orderId }),
);

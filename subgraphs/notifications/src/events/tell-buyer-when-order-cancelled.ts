import { OrderCancelled } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';
import { aboutOrder } from './about-order.ts';

export const tellBuyerWhenOrderCancelled = on(
  OrderCancelled,
  ({ commands }: House) =>
    (event, door) =>
      commands.notify(door, { template: 'ORDER_CANCELLED', about: aboutOrder(event), subject: event.orderId }),
);

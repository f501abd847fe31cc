import { OrderRefunded } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';
import { aboutOrder } from './about-order.ts';

export const tellBuyerWhenOrderRefunded = on(
  OrderRefunded,
  ({ commands }: House) =>
    (event, door) =>
      commands.notify(door, { template: 'ORDER_REFUNDED', about: aboutOrder(event), subject: event.refundId }),
);

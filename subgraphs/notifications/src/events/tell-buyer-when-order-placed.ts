import { OrderPlaced } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';
import { aboutOrder } from './about-order.ts';

export const tellBuyerWhenOrderPlaced = on(
  OrderPlaced,
  ({ commands }: House) =>
    (event, door) =>
      commands.notify(door, { template: 'ORDER_PLACED', about: aboutOrder(event), subject: event.orderId }),
);

import { ShipmentShipped } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';
import { aboutOrder } from './about-order.ts';

export const tellBuyerWhenShipmentShipped = on(
  ShipmentShipped,
  ({ commands }: House) =>
    (event, door) =>
      commands.notify(door, { template: 'SHIPMENT_SHIPPED', about: aboutOrder(event), subject: event.shipmentId }),
);

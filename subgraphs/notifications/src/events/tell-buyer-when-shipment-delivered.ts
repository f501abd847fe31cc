import { ShipmentDelivered } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';
import { aboutOrder } from './about-order.ts';

export const tellBuyerWhenShipmentDelivered = on(
  ShipmentDelivered,
  ({ commands }: House) =>
    (event, door) =>
      commands.notify(door, { template: 'SHIPMENT_DELIVERED', about: aboutOrder(event), subject: event.shipmentId }),
);

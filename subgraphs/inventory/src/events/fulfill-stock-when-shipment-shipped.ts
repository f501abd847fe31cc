import { ShipmentShipped } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const fulfillStockWhenShipmentShipped = on(
  ShipmentShipped,
  ({ commands }: House) =>
    (event, door) =>
      commands.fulfillStock(door, event),
);

import { OrderSubmitted } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const reserveStockWhenOrderSubmitted = on(
  OrderSubmitted,
  ({ commands }: House) =>
    (event, door) =>
      commands.reserveStock(door, event),
);

import { OrderPlaced } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const bookSaleWhenOrderPlaced = on(
  OrderPlaced,
  ({ commands }: House) =>
    (event, door) =>
      commands.bookSale(door, event),
);

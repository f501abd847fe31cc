import { StockReserved } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const awaitPaymentWhenStockReserved = on(
  StockReserved,
  ({ commands }: House) =>
    (event, door) =>
      commands.awaitPayment(door, event),
);

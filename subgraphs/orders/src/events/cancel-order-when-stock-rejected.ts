import { StockRejected } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const cancelOrderWhenStockRejected = on(
  StockRejected,
  ({ commands }: House) =>
    (event, door) =>
      commands.cancelOrder(door, { orderId: event.orderId, reason: 'OUT_OF_STOCK', lines: event.lines }),
);

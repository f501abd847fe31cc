import { OrderDelivered } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const collectCashWhenOrderDelivered = on(
  OrderDelivered,
  ({ commands }: House) =>
    ({ orderId }, door) =>
      commands.collectCash(door, { orderId }),
);

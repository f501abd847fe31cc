import { OrderAwaitingPayment } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const askForMoneyWhenOrderAwaitsPayment = on(
  OrderAwaitingPayment,
  ({ commands }: House) =>
    ({ orderId }, door) =>
      commands.askForMoney(door, { orderId }),
);

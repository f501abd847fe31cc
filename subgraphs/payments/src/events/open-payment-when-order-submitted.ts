import { OrderSubmitted } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const openPaymentWhenOrderSubmitted = on(
  OrderSubmitted,
  ({ commands }: House) =>
    ({ orderId, orderNumber, buyerId, accessHash, total, paymentMethod }, door) =>
      commands.openPayment(door, {
        order: { id: orderId, number: orderNumber, buyerId, accessHash },
        total,
        method: paymentMethod,
      }),
);

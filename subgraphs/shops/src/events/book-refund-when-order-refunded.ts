import { OrderRefunded } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const bookRefundWhenOrderRefunded = on(
  OrderRefunded,
  ({ commands }: House) =>
    (event, door) =>
      commands.bookRefund(door, event),
);

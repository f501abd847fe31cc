import { PaymentRefunded } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const recordRefundWhenPaymentRefunded = on(
  PaymentRefunded,
  ({ commands }: House) =>
    (event, door) =>
      commands.recordRefund(door, event),
);

import { PaymentRefundFailed } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const failRefundWhenPaymentRefundFailed = on(
  PaymentRefundFailed,
  ({ commands }: House) =>
    (event, door) =>
      commands.failRefund(door, event),
);

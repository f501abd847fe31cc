import { PaymentCancelled } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const endOrderWhenPaymentCancelled = on(
  PaymentCancelled,
  ({ commands }: House) =>
    (event, door) =>
      commands.endClosing(door, event),
);

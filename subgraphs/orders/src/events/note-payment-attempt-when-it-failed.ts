import { PaymentFailed } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const notePaymentAttemptWhenItFailed = on(
  PaymentFailed,
  ({ commands }: House) =>
    (event, door) =>
      commands.failPaymentAttempt(door, event),
);

import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** The sandbox provider's bank: promised payments arrive. */
export const settleSandboxPayments = every(
  { name: 'settle-sandbox-payments', everyMs: 2_000 },
  ({ sandbox }: House) =>
    () =>
      sandbox.settleDue(),
);

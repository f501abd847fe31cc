import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** The sandbox provider's sender of web hooks: a machine elsewhere that happens to run here. */
export const deliverSandboxHooks = every(
  { name: 'deliver-sandbox-hooks', everyMs: 2_000, followsCommands: true },
  ({ sandbox }: House) =>
    (_door, signal) =>
      sandbox.deliverDue(signal),
);

import type pg from 'pg';
import { sandboxDeliveries, type SandboxDeliveries, type SandboxWriting } from './sandbox-deliveries.ts';
import { sandboxPayments, type SandboxPayments } from './sandbox-payments.ts';
import { sandboxRefunds, type SandboxRefunds } from './sandbox-refunds.ts';

/** The sandbox provider's books, and the web hooks it still has to send. It stands for a database elsewhere. */
export type SandboxStore = SandboxPayments & SandboxRefunds & SandboxDeliveries;

export const sandboxStore = (pool: pg.Pool, writing: SandboxWriting): SandboxStore => ({
  ...sandboxPayments(pool, writing),
  ...sandboxRefunds(pool, writing),
  ...sandboxDeliveries(pool),
});

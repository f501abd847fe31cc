import { z } from 'zod';
import type { Identity } from '../engine/engine.ts';

const budget = z.number('a budget is a number').int('a budget is whole').positive('a budget is above zero');

/** What one operation may cost, after the policies that its caller holds. */
export const budgetsSchema = z.strictObject({
  /** For everybody, signed in or not. */
  default: budget,
  /** By policy: the largest of those that hold counts. */
  roles: z.record(z.string(), budget).default({}),
});

export type Budgets = Readonly<z.output<typeof budgetsSchema>>;

/** A storefront's dearest page costs some four thousand; two full pages within one another twenty thousand. */
export const DEFAULT_BUDGETS: Budgets = { default: 50_000, roles: { SUPPORT: 250_000, ADMIN: 250_000 } };

export const budgetOf = ({ default: usual, roles }: Budgets): ((identity: Identity) => number) => {
  const byPolicy = new Map(Object.entries(roles));
  return ({ policies }) => policies.reduce((most, policy) => Math.max(most, byPolicy.get(policy) ?? 0), usual);
};

import type { Seeding } from '../seeding.ts';
import type { Ordered } from './ordered.ts';

export interface OrderState {
  readonly status: string;
  readonly paymentStatus: string;
  readonly refunds: readonly { readonly status: string }[];
}

// Each of them would do it by itself a moment later.
const PAYMENT_JOBS = ['call-provider', 'deliver-sandbox-hooks', 'apply-provider-events'] as const;

/** Waits until the order is as wanted. @throws DemoError when it does not become so in time. */
export const follow = (
  seeding: Seeding,
  { key, id, buyer }: Ordered,
  isThere: (order: OrderState) => boolean,
): Promise<OrderState> =>
  seeding.until(`order ${key} (${id}) becomes as planned`, async () => {
    const { order } = await seeding.ask<{ order: OrderState | null }>({
      of: 'orders',
      as: buyer,
      query: 'query($id: ID!) { order(id: $id) { status paymentStatus refunds { status } } }',
      variables: { id },
    });
    if (order && isThere(order)) return order;
    await nudgePayments(seeding);
    return undefined;
  });

/** Lets payments do at once what waits. */
export const nudgePayments = async ({ stoa }: Seeding): Promise<void> => {
  for (const job of PAYMENT_JOBS) await stoa.subgraphs['payments']?.runJob(job);
};

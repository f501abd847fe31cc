import { randomUUID } from 'node:crypto';
import type { GraphClient } from './graph-client.ts';
import { until } from './until.ts';

/** What the buyer sees of an order and its money. */
export interface OrderMoney {
  readonly status: string;
  readonly paymentStatus: string;
  readonly cancellation: { readonly reason: string } | null;
  readonly refunds: readonly { readonly status: string; readonly amount: { readonly amountMinor: string } }[];
  readonly total: { readonly amountMinor: string };
  readonly payment: {
    readonly status: string;
    readonly capturedTotal: { readonly amountMinor: string };
    readonly refundedTotal: { readonly amountMinor: string };
    readonly attempts: readonly { readonly id: string; readonly status: string }[];
    readonly transactions: readonly { readonly kind: string; readonly amount: { readonly amountMinor: string } }[];
  } | null;
}

/** An order with its money, as its buyer sees it. */
export const orderMoney = async (buyer: GraphClient, id: string): Promise<OrderMoney> => {
  const { order } = await buyer.ask(
    `query ($id: ID!) { order(id: $id) { status paymentStatus cancellation { reason } refunds { status amount { amountMinor } } total { amountMinor }
       payment { status capturedTotal { amountMinor } refundedTotal { amountMinor } attempts { id status } transactions { kind amount { amountMinor } } } } }`,
    { id },
  );
  return order as OrderMoney;
};

/** Waits until an order and its money look like this. */
export const orderComesTo = (
  what: string,
  { buyer, id }: { buyer: GraphClient; id: string },
  isThere: (order: OrderMoney) => boolean,
) =>
  until(`order ${id} to be ${what}`, async () => {
    const order = await orderMoney(buyer, id);
    return isThere(order) && order;
  });

/** Calls an order off as its buyer. */
export const cancelOrder = async (buyer: GraphClient, orderId: string): Promise<{ userErrors: { code: string }[] }> => {
  const { orderCancel } = await buyer.ask(
    `mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { order { status } userErrors { ... on UserError { code } } } }`,
    { input: { orderId, reason: 'CHANGED_MIND', idempotencyKey: randomUUID() } },
  );
  return orderCancel as { userErrors: { code: string }[] };
};

export const isCartOpen = async (buyer: GraphClient, id: string): Promise<boolean | undefined> => {
  const { cart } = await buyer.ask(`query ($id: ID!) { cart(id: $id) { isOpen } }`, { id });
  return (cart as { isOpen: boolean } | null)?.isOpen;
};

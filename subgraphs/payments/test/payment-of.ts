import type { Caller } from '@stoa/kernel';
import type { TestPayments } from './open-payments.ts';
import type { TestOrder } from './an-order.ts';

const PAYMENT = `{
  id version status total { amountMinor } capturedTotal { amountMinor } refundedTotal { amountMinor }
  nextAction { kind url clientSecret }
  attempts { id status method amount { amount currencyCode } createdAt failureReason }
  transactions { id kind amount { amountMinor } attemptId refundId createdAt }
}`;

/** The order's payment as this caller sees it (its buyer when absent), asked as the router would. */
export const paymentOf = async (payments: TestPayments, order: TestOrder, caller: Caller = order.buyer) => {
  const [entity] = await paymentsOf(payments, [order], caller);
  return entity?.payment;
};

export const paymentsOf = async (payments: TestPayments, orders: readonly TestOrder[], caller: Caller) => {
  const { data, errors } = await payments
    .as(caller)
    .ask(
      `query ($orders: [_Any!]!) { _entities(representations: $orders) { ... on Order { id payment ${PAYMENT} } } }`,
      {
        orders: orders.map(({ id }) => ({ __typename: 'Order', id })),
      },
    );
  if (errors) throw new Error(JSON.stringify(errors));
  return data._entities as { id: string; payment: TestPayment | null }[];
};

export interface TestPayment {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly capturedTotal: { readonly amountMinor: string };
  readonly refundedTotal: { readonly amountMinor: string };
  readonly nextAction: { readonly kind: string; readonly url: string | null; readonly clientSecret: string | null };
  readonly attempts: readonly { readonly id: string; readonly status: string; readonly failureReason: string | null }[];
  readonly transactions: readonly { readonly kind: string; readonly amount: { readonly amountMinor: string } }[];
}

/** Begins an attempt as the order's buyer. */
export const startPayment = async (
  payments: TestPayments,
  order: TestOrder,
  { key, method = 'SANDBOX', caller = order.buyer }: { key: string; method?: string; caller?: Caller },
) => {
  const { data, errors } = await payments.as(caller).ask(
    `mutation ($input: PaymentStartInput!) { paymentStart(input: $input) {
       order { id } payment ${PAYMENT}
       userErrors { __typename ... on UserError { code path } ... on WrongState { state } }
     } }`,
    { input: { orderId: order.id, method, idempotencyKey: key } },
  );
  return errors ? { errors } : data.paymentStart;
};

/** An order whose buyer is asked to pay: the provider has its first attempt. */
export const awaitPayment = async (payments: TestPayments, order: TestOrder): Promise<TestPayment> => {
  await payments.hear(order.submitted, order.awaitingPayment);
  await payments.drain();
  return known(await paymentOf(payments, order));
};

/** What others act on, in order: without PaymentUpdated, which is for whoever follows the payment. */
export const newsOf = async (payments: TestPayments, paymentId: string) =>
  (await payments.announcedPayloads(paymentId)).filter(({ type }) => type !== 'PaymentUpdated');

export const toldOf = async (payments: TestPayments, paymentId: string) =>
  (await newsOf(payments, paymentId)).map(({ type }) => type);

export const known = <Value>(value: Value | null | undefined): Value => {
  if (value == null) throw new Error('The test expected something to be there');
  return value;
};

import { hasRole, hasServiceScope, type Caller } from '@stoa/kernel';
import type { PaidOrder } from './payment.ts';

/** Who ordered: signed in, or by the order's access link. */
export const isBuyer = (caller: Caller, { buyerId, accessHash }: PaidOrder): boolean =>
  (buyerId !== null && caller.user?.id === buyerId) || caller.orderAccess === accessHash;

/** The buyer, support, and subgraphs that ask with the internal scope. */
export const maySee = (caller: Caller, { order }: { readonly order: PaidOrder }): boolean =>
  isBuyer(caller, order) || hasRole(caller, 'SUPPORT', 'ADMIN') || hasServiceScope(caller, 'internal');

/** Only who ordered begins an attempt: the next action carries a secret. */
export const mayPay =
  (caller: Caller) =>
  ({ order }: { readonly order: PaidOrder }): boolean =>
    isBuyer(caller, order);

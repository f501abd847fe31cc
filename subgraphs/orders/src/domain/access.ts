import { hasRole, hasServiceScope, type Caller } from '@stoa/kernel';
import type { OrderBody, SellerOrder } from './order.ts';

/** The part of an order that decides who may see it. */
export type Accessible = Pick<OrderBody, 'buyer' | 'accessHash'> & {
  readonly sellerOrders: readonly Pick<SellerOrder, 'shopId'>[];
};

/** Its buyer, signed in, as the guest who ordered, or by the order's access link. */
export const isBuyer = (caller: Caller, { buyer, accessHash }: Omit<Accessible, 'sellerOrders'>): boolean =>
  (buyer.userId !== null && caller.user?.id === buyer.userId) ||
  (buyer.guest !== null && caller.guest === buyer.guest) ||
  caller.orderAccess === accessHash;

/** Its buyer, the shops concerned, support, and subgraphs that ask with the internal scope. */
export const maySee = (caller: Caller, shopIds: readonly string[], order: Accessible): boolean =>
  isBuyer(caller, order) ||
  hasRole(caller, 'SUPPORT', 'ADMIN') ||
  hasServiceScope(caller, 'internal') ||
  order.sellerOrders.some(({ shopId }) => shopIds.includes(shopId));

/** Its buyer and support; the platform itself comes through doors without a person. */
export const mayCancel =
  (caller: Caller) =>
  (order: Accessible): boolean =>
    isBuyer(caller, order) || hasRole(caller, 'SUPPORT', 'ADMIN') || isPlatform(caller);

/** The members of the shops concerned (of the one part, where `isConcerned` says which), and support. */
export const maySellerAct =
  <Part extends Pick<SellerOrder, 'shopId'>>(
    caller: Caller,
    shopIds: readonly string[],
    isConcerned: (part: Part) => boolean = () => true,
  ) =>
  ({ sellerOrders }: { readonly sellerOrders: readonly Part[] }): boolean =>
    hasRole(caller, 'SUPPORT', 'ADMIN') ||
    sellerOrders.some((part) => isConcerned(part) && shopIds.includes(part.shopId));

/** Support, and the shop that has sold all of it: what is given back is taken from every shop of the order. */
export const mayRefund =
  (caller: Caller, shopIds: readonly string[]) =>
  ({ sellerOrders }: Pick<Accessible, 'sellerOrders'>): boolean =>
    hasRole(caller, 'SUPPORT', 'ADMIN') || sellerOrders.every(({ shopId }) => shopIds.includes(shopId));

// Events and timers: a service without a viewer.
const isPlatform = (caller: Caller) =>
  caller.service !== undefined && !caller.user && !caller.guest && !caller.orderAccess;

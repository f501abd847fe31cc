import { formatDecimal, unreachable, type InvalidInput, type Money } from '@stoa/kernel';
import { commonUserError, invalidInputError } from '@stoa/subgraph-kit';
import type { NotCancellable } from '../domain/cancel.ts';
import type { RefundExceedsPayment } from '../domain/refund.ts';
import type { ShipmentRefusal } from '../domain/shipment.ts';
import type { PlaceOrderRefusal } from '../commands/place-order.ts';

type Common =
  | { readonly kind: 'NOT_FOUND'; readonly id: string }
  | { readonly kind: 'VERSION_CONFLICT'; readonly id: string; readonly currentVersion: number };

/** Why nothing was ordered, as the graph says it. */
export const placementError = (failure: PlaceOrderRefusal) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
      return {
        __typename: 'NotFound',
        code: 'NOT_FOUND',
        message: `Nothing was found under ${failure.id}.`,
        path: null,
      } as const;
    case 'INVALID_INPUT':
      return invalidInputError(failure);
    case 'CART_EMPTY':
      return {
        __typename: 'CartEmpty',
        code: 'CART_EMPTY',
        message: 'There is nothing in the cart.',
        path: ['cartId'],
      } as const;
    case 'CART_CLOSED':
      return {
        __typename: 'CartClosed',
        code: 'CART_CLOSED',
        message: 'Another order has this cart.',
        path: ['cartId'],
      } as const;
    case 'CART_CHANGED':
      return {
        __typename: 'CartChanged',
        code: 'CART_CHANGED',
        message: `It has changed meanwhile; the total is ${inWords(failure.total)} now.`,
        path: ['expectedTotalMinor'],
        cartVersion: failure.cartVersion,
        total: failure.total,
      } as const;
    case 'NOT_PURCHASABLE':
      return {
        __typename: 'NotPurchasable',
        code: 'NOT_PURCHASABLE',
        message: 'This variant cannot be bought now.',
        path: null,
        variantId: failure.variantId,
      } as const;
    case 'INSUFFICIENT_STOCK':
      return {
        __typename: 'InsufficientStock',
        code: 'INSUFFICIENT_STOCK',
        message: `Only ${failure.quantityAvailable} are left.`,
        path: null,
        variantId: failure.variantId,
        quantityAvailable: failure.quantityAvailable,
      } as const;
    case 'SHOP_CLOSED':
      return {
        __typename: 'ShopClosed',
        code: 'SHOP_CLOSED',
        message: 'This shop does not take orders now.',
        path: null,
        shopId: failure.shopId,
      } as const;
    case 'DELIVERY_UNAVAILABLE':
      return {
        __typename: 'DeliveryUnavailable',
        code: 'DELIVERY_UNAVAILABLE',
        message: 'This shop does not deliver there in that way.',
        path: ['delivery'],
        shopId: failure.shopId,
      } as const;
  }
  return unreachable(failure);
};

/** Why an order was not called off. */
export const cancelError = (failure: Common | NotCancellable) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
    case 'VERSION_CONFLICT':
      return commonUserError(failure, { id: ['orderId'] });
    case 'NOT_CANCELLABLE':
      return {
        __typename: 'OrderNotCancellable',
        code: 'ORDER_NOT_CANCELLABLE',
        message:
          failure.because === 'ALREADY_PACKED' ? 'A parcel is packed already.' : `The order is ${failure.because}.`,
        path: ['orderId'],
        because: failure.because,
      } as const;
  }
  return unreachable(failure);
};

/** Why nothing was given back. */
export const refundError = (failure: Common | InvalidInput | RefundExceedsPayment) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
    case 'VERSION_CONFLICT':
      return commonUserError(failure, { id: ['orderId'] });
    case 'INVALID_INPUT':
      return invalidInputError(failure);
    case 'REFUND_EXCEEDS_PAYMENT':
      return {
        __typename: 'RefundExceedsPayment',
        code: 'REFUND_EXCEEDS_PAYMENT',
        message: `${inWords(failure.refundable)} can be given back.`,
        path: ['amountMinor'],
        refundable: failure.refundable,
      } as const;
  }
  return unreachable(failure);
};

/** Why a parcel was not handled so. */
export const shipmentError = (failure: Common | InvalidInput | ShipmentRefusal) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
    case 'VERSION_CONFLICT':
      return commonUserError(failure, { id: [failure.id.startsWith('shp_') ? 'shipmentId' : 'sellerOrderId'] });
    case 'INVALID_INPUT':
      return invalidInputError(failure);
    case 'WRONG_STATE':
      return {
        __typename: 'WrongState',
        code: 'WRONG_STATE',
        message: `It is ${failure.state}.`,
        path: null,
        state: failure.state,
      } as const;
    case 'NOTHING_TO_PACK':
      return {
        __typename: 'InsufficientQuantity',
        code: 'INVALID_INPUT',
        message: 'Everything is packed.',
        path: ['lines'],
        quantityLeft: 0,
      } as const;
    case 'MORE_THAN_ORDERED':
      return {
        __typename: 'InsufficientQuantity',
        code: 'INVALID_INPUT',
        message: `Only ${failure.left} of ${failure.orderLineId} are left to pack.`,
        path: ['lines'],
        quantityLeft: failure.left,
      } as const;
  }
  return unreachable(failure);
};

const inWords = (amount: Money) => `${formatDecimal(amount)} ${amount.currencyCode}`;

import { formatDecimal, unreachable, type InvalidInput, type Money } from '@stoa/kernel';
import type { NotFound, VersionConflict } from '@stoa/messaging';
import { commonUserError, invalidInputError, wrongStateError } from '@stoa/subgraph-kit';
import type { NotCancellable } from '../domain/cancel.ts';
import type { RefundExceedsPayment } from '../domain/refund.ts';
import type { ShipmentRefusal } from '../domain/shipment.ts';

type Common = NotFound | VersionConflict;

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
      return wrongStateError(failure.state, { message: `It is ${failure.state}.`, path: null });
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

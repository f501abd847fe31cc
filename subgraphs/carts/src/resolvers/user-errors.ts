import { unreachable, type InvalidInput } from '@stoa/kernel';
import type { NotFound, VersionConflict } from '@stoa/messaging';
import { invalidInputError, notFoundError } from '@stoa/subgraph-kit';
import { MOST_LINES, MOST_OF_A_LINE } from '../domain/cart.ts';
import type { CartClosed, LimitReached, NotPurchasable } from '../domain/refusals.ts';

/** Why lines were not added, as the graph says it. */
export const addLinesError = (
  failure: NotFound | VersionConflict | InvalidInput | CartClosed | LimitReached | NotPurchasable,
) => {
  switch (failure.kind) {
    case 'INVALID_INPUT':
      return invalidInputError(failure);
    case 'CART_CLOSED':
      return cartClosed;
    case 'NOT_FOUND':
    case 'VERSION_CONFLICT':
    case 'CART_LIMIT_REACHED':
    case 'NOT_PURCHASABLE':
      return mergeError(failure);
  }
  return unreachable(failure);
};

/** Why a cart was not changed. */
export const changeCartError = (failure: NotFound | VersionConflict | InvalidInput | CartClosed) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
      return notFound(failure);
    case 'VERSION_CONFLICT':
      return versionConflict(failure);
    case 'INVALID_INPUT':
      return invalidInputError(failure);
    case 'CART_CLOSED':
      return cartClosed;
  }
  return unreachable(failure);
};

/** Why the warnings of a cart stay. */
export const acknowledgeError = (failure: NotFound | VersionConflict | CartClosed) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
      return notFound(failure);
    case 'VERSION_CONFLICT':
      return versionConflict(failure);
    case 'CART_CLOSED':
      return cartClosed;
  }
  return unreachable(failure);
};

/** Why two carts were not merged. */
export const mergeError = (failure: NotFound | VersionConflict | LimitReached | NotPurchasable) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
      return notFound(failure);
    case 'VERSION_CONFLICT':
      return versionConflict(failure);
    case 'CART_LIMIT_REACHED':
      return {
        __typename: 'CartLimitReached',
        code: 'CART_LIMIT_REACHED',
        message: failure.limit === 'LINES' ? `A cart takes ${MOST_LINES} lines.` : `A line takes ${MOST_OF_A_LINE}.`,
        path: ['lines'],
      } as const;
    case 'NOT_PURCHASABLE':
      return {
        __typename: 'NotPurchasable',
        code: 'NOT_PURCHASABLE',
        message: 'This variant cannot be bought now, or not together with what is in the cart.',
        path: ['lines'],
        variantId: failure.variantId,
      } as const;
  }
  return unreachable(failure);
};

const PLACES: Readonly<Record<string, string>> = { cart: 'cartId', cln: 'lines', var: 'lines' };

const notFound = ({ id }: NotFound) => {
  const place = PLACES[id.split('_')[0] ?? ''];
  return notFoundError({ id }, place ? [place] : null);
};

const versionConflict = ({ currentVersion }: VersionConflict) =>
  ({
    __typename: 'VersionConflict',
    code: 'VERSION_CONFLICT',
    message: `The cart has changed meanwhile and is at version ${currentVersion} now.`,
    path: ['expectedVersion'],
    currentVersion,
  }) as const;

const cartClosed = {
  __typename: 'CartClosed',
  code: 'CART_CLOSED',
  message: 'An order has this cart.',
  path: ['cartId'],
} as const;

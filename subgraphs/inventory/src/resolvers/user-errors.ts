import { unreachable, type InvalidInput } from '@stoa/kernel';
import { commonUserError, invalidInputError, notFoundError } from '@stoa/subgraph-kit';
import type { AdjustStockRefusal } from '../commands/adjust-stock.ts';
import { MOST_ON_HAND } from '../domain/inventory-item.ts';

/** Why stock was not adjusted, as the graph says it. */
export const stockAdjustError = (failure: AdjustStockRefusal) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
    case 'VERSION_CONFLICT':
      return commonUserError(failure, { id: [failure.id.startsWith('loc_') ? 'locationId' : 'variantId'] });
    case 'INVALID_INPUT':
      return invalidInputError(failure);
    case 'TOO_MANY':
      return invalidInputError({
        kind: 'INVALID_INPUT',
        path: ['change'],
        message: `A location holds at most ${MOST_ON_HAND} of a variant.`,
      });
    case 'INSUFFICIENT_STOCK':
      return {
        __typename: 'InsufficientStock',
        code: 'INSUFFICIENT_STOCK',
        message: `Only ${failure.quantityAvailable} are not reserved by orders.`,
        path: null,
        variantId: failure.variantId,
        quantityAvailable: failure.quantityAvailable,
      } as const;
  }
  return unreachable(failure);
};

/** Why no location was made. */
export const locationCreateError = (failure: { readonly kind: 'NOT_FOUND'; readonly id: string } | InvalidInput) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
      return notFoundError(failure, ['shopId']);
    case 'INVALID_INPUT':
      return invalidInputError(failure);
  }
  return unreachable(failure);
};

import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { cartId, orderId, userId } from '../values.ts';

/** Every change of a cart; `change` says which. */
export const CartUpdated = defineEvent({
  type: 'CartUpdated',
  version: 1,
  topic: 'carts',
  aggregateId: (p) => p.cartId,
  keys: (p) => (p.buyerId === null ? {} : { buyerId: p.buyerId }),
  payload: z.object({
    cartId,
    buyerId: userId.nullable(),
    version: z.int().positive(),
    change: z.enum([
      'CREATED',
      'LINES_ADDED',
      'LINES_UPDATED',
      'LINES_REMOVED',
      'CLEARED',
      'REPRICED',
      'MERGED',
      'CLOSED',
      'REOPENED',
      'DETAILS_CHANGED',
    ]),
    lineCount: z.int().nonnegative(),
    orderId: orderId.optional(),
  }),
});

import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { inventoryItemId, locationId, orderId, quantity, reservationId, shopId, variantId } from '../values.ts';

const aboutReservation = {
  version: 1,
  topic: 'inventory',
  aggregateId: (p: { reservationId: string }) => p.reservationId,
} as const;

/** What was taken for an order's line, and where from: a line may be split over locations. */
const reservedLine = z.object({ variantId, locationId, quantity });
const reservation = z.object({ reservationId, orderId, lines: z.array(reservedLine) });
const reservationKeys = (p: { orderId: string; lines: readonly { variantId: string }[] }) => ({
  orderId: p.orderId,
  variantIds: [...new Set(p.lines.map((line) => line.variantId))],
});

export const LocationCreated = defineEvent({
  type: 'LocationCreated',
  version: 1,
  topic: 'inventory',
  aggregateId: (p) => p.locationId,
  keys: (p) => ({ shopIds: [p.shopId] }),
  payload: z.object({ locationId, shopId }),
});

export const StockAdjusted = defineEvent({
  type: 'StockAdjusted',
  version: 1,
  topic: 'inventory',
  aggregateId: (p) => p.inventoryItemId,
  keys: (p) => ({ shopIds: [p.shopId], variantIds: [p.variantId] }),
  payload: z.object({
    inventoryItemId,
    shopId,
    variantId,
    locationId,
    change: z.int(),
    onHand: z.int().nonnegative(),
    reason: z.string(),
  }),
});

export const StockReserved = defineEvent({
  ...aboutReservation,
  type: 'StockReserved',
  keys: reservationKeys,
  payload: reservation,
});

/** Nothing was taken: some lines had too little. */
export const StockRejected = defineEvent({
  ...aboutReservation,
  type: 'StockRejected',
  keys: reservationKeys,
  payload: z.object({
    reservationId,
    orderId,
    lines: z.array(z.object({ variantId, requested: quantity, available: z.int().nonnegative() })),
  }),
});

export const StockCommitted = defineEvent({
  ...aboutReservation,
  type: 'StockCommitted',
  keys: reservationKeys,
  payload: reservation,
});

/** Goods left the house. One reservation is fulfilled shipment by shipment. */
export const StockFulfilled = defineEvent({
  ...aboutReservation,
  type: 'StockFulfilled',
  keys: reservationKeys,
  payload: reservation,
});

export const StockReleased = defineEvent({
  ...aboutReservation,
  type: 'StockReleased',
  keys: reservationKeys,
  payload: reservation.extend({ because: z.enum(['CANCELLED', 'EXPIRED']) }),
});

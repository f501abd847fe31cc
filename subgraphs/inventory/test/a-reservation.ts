import { newId } from '@stoa/kernel';
import type { LocationId, VariantId } from '@stoa/contracts';
import type { HeldLine, Reservation } from '../src/domain/reservation.ts';

/** A line held at one location; two of it, none sent. */
export const aHeldLine = (given: Partial<HeldLine> = {}): HeldLine => ({
  variantId: newId('var'),
  locationId: newId('loc'),
  quantity: 2,
  fulfilled: 0,
  ...given,
});

/** A reservation of one line; held unless something else is said. */
export const aReservation = (given: Partial<Reservation> = {}): Reservation => {
  const lines = given.lines ?? [aHeldLine()];
  return {
    id: newId('rsv'),
    version: 1,
    orderId: newId('ord'),
    status: 'HELD',
    wanted: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    lines,
    expiresAt: new Date('2026-01-15T10:45:00Z'),
    createdAt: new Date('2026-01-15T10:00:00Z'),
    ...given,
  };
};

export const placeOf = (line: { variantId: VariantId; locationId: LocationId }, quantity: number) => ({
  variantId: line.variantId,
  locationId: line.locationId,
  quantity,
});

import type { LocationId, OrderId, ReservationId, VariantId } from '@stoa/contracts';

/** HELD → COMMITTED → FULFILLED; → RELEASED; HELD → EXPIRED. REJECTED never held anything. */
export type ReservationStatus = 'HELD' | 'COMMITTED' | 'FULFILLED' | 'RELEASED' | 'EXPIRED' | 'REJECTED';

/** What one order holds, and where. */
export interface Reservation {
  readonly id: ReservationId;
  readonly version: number;
  readonly orderId: OrderId;
  readonly status: ReservationStatus;
  /** Each variant once, sorted: the order in which stock is locked. */
  readonly wanted: readonly WantedLine[];
  /** Where it was taken from; empty when it was rejected. */
  readonly lines: readonly HeldLine[];
  /** When a hold that nobody confirms ends by itself. */
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

export interface WantedLine {
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** A part of a wanted line at one location. */
export interface HeldLine extends WantedLine {
  readonly locationId: LocationId;
  /** How many of them have left the house. */
  readonly fulfilled: number;
}

/** Two lines of one variant are one wish: counted apart they would be given what is there only once. */
export const mergeWanted = (lines: readonly WantedLine[]): WantedLine[] =>
  Map.groupBy(lines, ({ variantId }) => variantId)
    .entries()
    .map(([variantId, same]) => ({ variantId, quantity: same.reduce((sum, { quantity }) => sum + quantity, 0) }))
    .toArray()
    .toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));

/** How many of a held line are still reserved. */
export const stillReserved = (status: ReservationStatus, { quantity, fulfilled }: HeldLine): number =>
  status === 'HELD' || status === 'COMMITTED' ? quantity - fulfilled : 0;

import { StockFulfilled } from '@stoa/contracts';
import { changed, refused, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import type { WrongState } from './commit.ts';
import { mergeWanted, type HeldLine, type Reservation, type WantedLine } from './reservation.ts';

/** A parcel holds more of a variant than the order has reserved. */
export interface MoreThanReserved {
  readonly kind: 'MORE_THAN_RESERVED';
  readonly variantId: string;
}

/** A parcel left the house: what was in it is neither there nor reserved any more. */
export const fulfill =
  (parcel: readonly WantedLine[]): Decide<Reservation, Announcement, WrongState | MoreThanReserved> =>
  (reservation) => {
    if (reservation.status !== 'COMMITTED') return refused({ kind: 'WRONG_STATE', state: reservation.status });
    const left = new Map<string, number>(mergeWanted(parcel).map(({ variantId, quantity }) => [variantId, quantity]));
    const sent: Omit<HeldLine, 'fulfilled'>[] = [];
    const lines = reservation.lines.map((line): HeldLine => {
      const quantity = Math.min(line.quantity - line.fulfilled, left.get(line.variantId) ?? 0);
      if (quantity === 0) return line;
      left.set(line.variantId, (left.get(line.variantId) ?? 0) - quantity);
      sent.push({ variantId: line.variantId, locationId: line.locationId, quantity });
      return { ...line, fulfilled: line.fulfilled + quantity };
    });
    const missing = left.entries().find(([, quantity]) => quantity > 0);
    if (missing) return refused({ kind: 'MORE_THAN_RESERVED', variantId: missing[0] });
    if (sent.length === 0) return unchanged(reservation);
    const status = lines.every((line) => line.fulfilled === line.quantity) ? 'FULFILLED' : 'COMMITTED';
    return changed({ ...reservation, status, lines }, [
      StockFulfilled.of({ reservationId: reservation.id, orderId: reservation.orderId, lines: sent }),
    ]);
  };

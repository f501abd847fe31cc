import { stillReserved, type HeldLine, type Reservation } from './reservation.ts';

/** What a change of a reservation gives back to, or takes out of, the stock at one location. */
export interface StockEffect {
  readonly kind: 'RELEASED' | 'FULFILLED';
  readonly variantId: string;
  readonly locationId: string;
  readonly onHandChange: number;
  readonly reservedChange: number;
}

/** The stock's side of a decision: what is not reserved any more, and how much of it has left. Taking stock comes before the decision. */
export const stockEffects = (previous: Reservation, next: Reservation): StockEffect[] =>
  next.lines.flatMap((line): StockEffect[] => {
    const before = previous.lines.find((other) => isSamePlace(other, line));
    if (!before) return [];
    const sent = line.fulfilled - before.fulfilled;
    const reservedChange = stillReserved(next.status, line) - stillReserved(previous.status, before);
    if (reservedChange >= 0) return [];
    const { variantId, locationId } = line;
    return [
      { kind: sent > 0 ? 'FULFILLED' : 'RELEASED', variantId, locationId, onHandChange: 0 - sent, reservedChange },
    ];
  });

const isSamePlace = (one: HeldLine, other: HeldLine) =>
  one.variantId === other.variantId && one.locationId === other.locationId;

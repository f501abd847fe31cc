import { StockRejected, StockReserved, type LocationId, type OrderId, type ReservationId } from '@stoa/contracts';
import { changed, type Announcement, type Decision } from '@stoa/kernel';
import type { HeldLine, Reservation, WantedLine } from './reservation.ts';

/** What the stock said to a wish: all of it was taken, or nothing, and how much there was of each variant. */
export type StockAnswer =
  | { readonly kind: 'taken'; readonly lines: readonly (WantedLine & { readonly locationId: LocationId })[] }
  | { readonly kind: 'short'; readonly availableOf: ReadonlyMap<string, number> };

/** Longer than orders' own clock for payment: a backstop, not the rule. */
export const HOLD_MS = 45 * 60_000;

/** A new reservation from what was wanted and what the stock said. */
export const hold = (
  { orderId, wanted }: { readonly orderId: OrderId; readonly wanted: readonly WantedLine[] },
  stock: StockAnswer,
  { id, at }: { readonly id: ReservationId; readonly at: Date },
): Decision<Reservation, Announcement, never> => {
  const reservation: Reservation = {
    id,
    version: 1,
    orderId,
    status: stock.kind === 'taken' ? 'HELD' : 'REJECTED',
    wanted,
    lines: heldLines(stock),
    expiresAt: new Date(at.getTime() + HOLD_MS),
    createdAt: at,
  };
  return changed(reservation, [
    stock.kind === 'taken'
      ? StockReserved.of({ reservationId: id, orderId, lines: [...stock.lines] })
      : stockRejected(reservation, stock.availableOf),
  ]);
};

export const heldLines = (stock: StockAnswer): HeldLine[] =>
  stock.kind === 'taken' ? stock.lines.map((line) => ({ ...line, fulfilled: 0 })) : [];

/** Names the lines that there was too little of. */
export const stockRejected = ({ id, orderId, wanted }: Reservation, availableOf: ReadonlyMap<string, number>) =>
  StockRejected.of({
    reservationId: id,
    orderId,
    lines: wanted
      .map(({ variantId, quantity }) => ({
        variantId,
        requested: quantity,
        available: availableOf.get(variantId) ?? 0,
      }))
      .filter(({ requested, available }) => available < requested),
  });

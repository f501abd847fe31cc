import { StockCommitted } from '@stoa/contracts';
import { changed, refused, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { heldLines, stockRejected, type StockAnswer } from './hold.ts';
import type { Reservation, ReservationStatus } from './reservation.ts';

export interface WrongState {
  readonly kind: 'WRONG_STATE';
  readonly state: ReservationStatus;
}
/** The hold had ended by itself before the order became binding: the stock has to be taken again. */
export interface HoldExpired {
  readonly kind: 'HOLD_EXPIRED';
}

/** The order is binding: what was held is its own until it is sent. */
export const commit: Decide<Reservation, Announcement, WrongState | HoldExpired> = (reservation) => {
  switch (reservation.status) {
    case 'HELD': {
      const committed: Reservation = { ...reservation, status: 'COMMITTED' };
      return changed(committed, [stockCommitted(committed)]);
    }
    case 'COMMITTED':
    case 'FULFILLED':
      return unchanged(reservation);
    case 'EXPIRED':
      return refused({ kind: 'HOLD_EXPIRED' });
    case 'RELEASED':
    case 'REJECTED':
      return refused({ kind: 'WRONG_STATE', state: reservation.status });
  }
};

/** The order is binding and its hold had ended: taken again, or told that there is not enough any more. */
export const commitAgain =
  (stock: StockAnswer): Decide<Reservation, Announcement, WrongState> =>
  (reservation) => {
    if (reservation.status !== 'EXPIRED') return refused({ kind: 'WRONG_STATE', state: reservation.status });
    if (stock.kind === 'short')
      return changed({ ...reservation, status: 'REJECTED' }, [stockRejected(reservation, stock.availableOf)]);
    const committed: Reservation = { ...reservation, status: 'COMMITTED', lines: heldLines(stock) };
    return changed(committed, [stockCommitted(committed)]);
  };

const stockCommitted = ({ id, orderId, lines }: Reservation) =>
  StockCommitted.of({
    reservationId: id,
    orderId,
    lines: lines.map(({ variantId, locationId, quantity }) => ({ variantId, locationId, quantity })),
  });

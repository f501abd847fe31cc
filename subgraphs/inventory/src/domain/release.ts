import { StockReleased } from '@stoa/contracts';
import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { stillReserved, type Reservation } from './reservation.ts';

/** The order has ended: what is still reserved for it goes back. What has left the house does not. */
export const release =
  (because: 'CANCELLED' | 'EXPIRED'): Decide<Reservation, Announcement, never> =>
  (reservation) => {
    switch (reservation.status) {
      case 'HELD':
      case 'COMMITTED':
        return changed({ ...reservation, status: 'RELEASED' }, [stockReleased(reservation, because)]);
      case 'FULFILLED':
      case 'RELEASED':
      case 'EXPIRED':
      case 'REJECTED':
        return unchanged(reservation);
    }
  };

/** Nobody confirmed the hold in time: the backstop for an order that never ends. */
export const expire =
  (at: Date): Decide<Reservation, Announcement, never> =>
  (reservation) =>
    reservation.status === 'HELD' && reservation.expiresAt <= at
      ? changed({ ...reservation, status: 'EXPIRED' }, [stockReleased(reservation, 'EXPIRED')])
      : unchanged(reservation);

const stockReleased = ({ id, orderId, status, lines }: Reservation, because: 'CANCELLED' | 'EXPIRED') =>
  StockReleased.of({
    reservationId: id,
    orderId,
    because,
    lines: lines
      .map((line) => ({
        variantId: line.variantId,
        locationId: line.locationId,
        quantity: stillReserved(status, line),
      }))
      .filter(({ quantity }) => quantity > 0),
  });

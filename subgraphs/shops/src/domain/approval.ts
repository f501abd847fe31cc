import {
  changed,
  refused,
  unchanged,
  type Announcement,
  type BasisPoints,
  type Decide,
  type InvalidInput,
} from '@stoa/kernel';
import { shopStatusChanged, shopTermsChanged } from './shop-events.ts';
import type { Shop } from './shop.ts';
import { commissionFault } from './terms.ts';

export interface WrongState {
  readonly kind: 'WRONG_STATE';
  readonly state: string;
}

/** Opens a shop, on the terms it has or on another commission. */
export const approve =
  (commission: BasisPoints | undefined): Decide<Shop, Announcement, WrongState | InvalidInput> =>
  (shop) => {
    const fault = commission === undefined ? undefined : commissionFault(commission);
    if (fault) return refused(fault);
    const next: Shop = { ...shop, status: 'APPROVED', commissionRate: commission ?? shop.commissionRate };
    const terms = next.commissionRate === shop.commissionRate ? [] : [shopTermsChanged(next)];
    switch (shop.status) {
      case 'PENDING':
      case 'SUSPENDED':
        return changed(next, [...terms, shopStatusChanged(next)]);
      case 'APPROVED':
        return terms.length === 0 ? unchanged(shop) : changed(next, terms);
      case 'CLOSED':
        return refused({ kind: 'WRONG_STATE', state: shop.status });
    }
  };

/** Stops a shop; what is ordered goes on. */
export const suspend: Decide<Shop, Announcement, WrongState> = (shop) => {
  switch (shop.status) {
    case 'PENDING':
    case 'APPROVED': {
      const next: Shop = { ...shop, status: 'SUSPENDED' };
      return changed(next, [shopStatusChanged(next)]);
    }
    case 'SUSPENDED':
      return unchanged(shop);
    case 'CLOSED':
      return refused({ kind: 'WRONG_STATE', state: shop.status });
  }
};

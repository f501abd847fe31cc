import { hasRole, type BasisPoints } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import * as domain from '../domain/terms.ts';
import type { Rooms } from '../rooms.ts';

export interface SetCommission {
  readonly shopId: string;
  readonly commissionBasisPoints: BasisPoints;
  readonly expectedVersion?: number | null | undefined;
}

/** An administrator sets what the platform keeps. */
export const setCommission =
  ({ shops }: Rooms) =>
  (door: Door, { shopId, commissionBasisPoints, expectedVersion }: SetCommission) =>
    shops.update(
      shopId,
      { door, expectedVersion, allow: () => hasRole(door.caller, 'ADMIN') },
      domain.setCommission(commissionBasisPoints),
    );

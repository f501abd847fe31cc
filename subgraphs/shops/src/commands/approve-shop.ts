import { hasRole, type BasisPoints } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { approve } from '../domain/approval.ts';
import type { Rooms } from '../rooms.ts';

export interface ApproveShop {
  readonly shopId: string;
  readonly commissionBasisPoints?: BasisPoints | null | undefined;
}

/** An administrator opens a shop. */
export const approveShop =
  ({ shops }: Rooms) =>
  (door: Door, { shopId, commissionBasisPoints }: ApproveShop) =>
    shops.update(
      shopId,
      { door, allow: () => hasRole(door.caller, 'ADMIN') },
      approve(commissionBasisPoints ?? undefined),
    );

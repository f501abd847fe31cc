import type { DeliveryRate, ShopId, UserId } from '@stoa/contracts';
import type { BasisPoints } from '@stoa/kernel';

export type ShopStatus = 'PENDING' | 'APPROVED' | 'SUSPENDED' | 'CLOSED';
export type ShopRole = 'OWNER' | 'STAFF';

/** Who sells: its profile, its terms and its people change together or not at all. */
export interface Shop {
  readonly id: ShopId;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly status: ShopStatus;
  /** ISO 4217; never changes. */
  readonly currencyCode: string;
  readonly commissionRate: BasisPoints;
  readonly deliveryRates: readonly DeliveryRate[];
  /** In the order of joining. */
  readonly members: readonly ShopMember[];
  readonly createdAt: Date;
}

export interface ShopMember {
  readonly userId: UserId;
  readonly role: ShopRole;
  readonly addedAt: Date;
}

/** Whether it takes orders. */
export const isOpen = (shop: Shop): boolean => shop.status === 'APPROVED';

import type { AddressId, UserId } from '@stoa/contracts';
import type { Role } from '@stoa/kernel';

/** An account and its address book: one aggregate. */
export interface User {
  readonly id: UserId;
  readonly version: number;
  /** In lower case. */
  readonly email: string;
  readonly displayName: string;
  /** Argon2id in the PHC string format. */
  readonly passwordHash: string;
  readonly emailVerifiedAt: Date | null;
  /** When the latest verification mail was asked for; null when none ever was. */
  readonly verificationRequestedAt: Date | null;
  readonly roles: readonly Role[];
  /** Oldest first. */
  readonly addresses: readonly Address[];
  readonly defaults: Readonly<Record<AddressUse, AddressId | null>>;
  readonly createdAt: Date;
}

export type AddressUse = 'SHIPPING' | 'BILLING';

export interface Address extends AddressDetails {
  readonly id: AddressId;
}

export interface AddressDetails {
  readonly name: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  /** Empty where the country has none. */
  readonly postalCode: string;
  readonly countryCode: string;
  readonly phone: string | null;
}

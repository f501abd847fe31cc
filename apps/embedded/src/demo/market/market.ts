import type { Caller } from '@stoa/kernel';
import type { DEMO_ACCOUNTS } from '../demo-accounts.ts';

export type PersonKey = (typeof DEMO_ACCOUNTS.people)[number]['key'];

export interface DemoPerson {
  readonly id: string;
  readonly email: string;
  readonly caller: Caller;
  /** The one goods go to; null for people without an address book. */
  readonly addressId: string | null;
}
export type People = Readonly<Record<PersonKey, DemoPerson>>;

export interface DemoShop {
  readonly id: string;
  readonly slug: string;
  /** Its owner. */
  readonly caller: Caller;
}
/** By slug. */
export type Shops = Readonly<Record<string, DemoShop>>;

/** Ids of variants by SKU. */
export type Variants = Readonly<Record<string, string>>;

export interface Market {
  readonly people: People;
  readonly shops: Shops;
  readonly variants: Variants;
}

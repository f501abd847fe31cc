import type { PersonKey } from './market.ts';

/** An address as forms send it. */
export interface WrittenAddress {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly postalCode: string;
  readonly countryCode: string;
  readonly phone?: string;
}

/** Somebody's address book; goods go to the first one. */
export const addressesOf = (
  key: PersonKey,
): readonly (WrittenAddress & { defaultFor: ('SHIPPING' | 'BILLING')[] })[] =>
  key === 'ada' ? ADA : key === 'noor' ? NOOR : [];

export const GUESTS = {
  mathilde: {
    email: 'mathilde.roux@mail.example',
    address: {
      name: 'Mathilde Roux',
      line1: '18 rue des Martyrs',
      city: 'Paris',
      postalCode: '75009',
      countryCode: 'FR',
    },
  },
  jonas: {
    email: 'jonas.brandt@mail.example',
    address: { name: 'Jonas Brandt', line1: 'Elbchaussee 93', city: 'Hamburg', postalCode: '22763', countryCode: 'DE' },
  },
} as const satisfies Record<string, { email: string; address: WrittenAddress }>;

export type GuestKey = keyof typeof GUESTS;

const ADA = [
  {
    name: 'Ada Lovelace',
    line1: 'Torstraße 140',
    line2: '3rd floor',
    city: 'Berlin',
    postalCode: '10119',
    countryCode: 'DE',
    phone: '+49 30 1234567',
    defaultFor: ['SHIPPING' as const],
  },
  {
    name: 'Ada Lovelace, Analytical Works',
    line1: 'Gleisdreieck 7',
    city: 'Berlin',
    postalCode: '10963',
    countryCode: 'DE',
    defaultFor: ['BILLING' as const],
  },
];

const NOOR = [
  {
    name: 'Noor Haddad',
    line1: 'Neubaugasse 25',
    city: 'Wien',
    postalCode: '1070',
    countryCode: 'AT',
    defaultFor: ['SHIPPING' as const, 'BILLING' as const],
  },
];

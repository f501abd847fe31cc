import type { Address, AddressDetails, User } from '../src/domain/user.ts';
import { newId } from '@stoa/kernel';

export const AT = new Date('2026-01-15T10:00:00.000Z');

/** A customer with a verified address and an empty book. */
export const aUserState = (change: Partial<User> = {}): User => ({
  id: newId('usr'),
  version: 1,
  email: 'ada@example.com',
  displayName: 'Ada',
  passwordHash: '$argon2id$dull',
  emailVerifiedAt: AT,
  verificationRequestedAt: AT,
  roles: ['CUSTOMER'],
  addresses: [],
  defaults: { SHIPPING: null, BILLING: null },
  createdAt: AT,
  ...change,
});

export const addressDetails = (change: Partial<AddressDetails> = {}): AddressDetails => ({
  name: 'Ada Lovelace',
  line1: 'Unter den Linden 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10117',
  countryCode: 'DE',
  phone: null,
  ...change,
});

export const anAddress = (change: Partial<Address> = {}): Address => ({
  ...addressDetails(),
  id: newId('addr'),
  ...change,
});

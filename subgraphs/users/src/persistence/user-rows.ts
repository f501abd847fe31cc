import type { Address, User } from '../domain/user.ts';

/** The row of `users` that an account is written as. Column names are the keys. */
export const userRow = (user: User) => ({
  id: user.id,
  email: user.email,
  display_name: user.displayName,
  password_hash: user.passwordHash,
  email_verified_at: user.emailVerifiedAt,
  verification_requested_at: user.verificationRequestedAt,
  roles: user.roles,
  default_shipping_address_id: user.defaults.SHIPPING,
  default_billing_address_id: user.defaults.BILLING,
  version: user.version,
  created_at: user.createdAt,
});

/** The row of `addresses`. */
export const addressRow = (user: User, address: Address) => ({
  id: address.id,
  user_id: user.id,
  name: address.name,
  line1: address.line1,
  line2: address.line2,
  city: address.city,
  region: address.region,
  postal_code: address.postalCode,
  country_code: address.countryCode,
  phone: address.phone,
});

export type AddressRow = ReturnType<typeof addressRow>;
/** A row of `users` with its address book, oldest entry first. */
export type UserRow = ReturnType<typeof userRow> & { readonly addresses: readonly AddressRow[] };

/** Rows back to the domain's account. */
export const userFromRow = (row: UserRow): User => ({
  id: row.id,
  version: row.version,
  email: row.email,
  displayName: row.display_name,
  passwordHash: row.password_hash,
  emailVerifiedAt: row.email_verified_at,
  verificationRequestedAt: row.verification_requested_at,
  roles: row.roles,
  addresses: row.addresses.map((address) => ({
    id: address.id,
    name: address.name,
    line1: address.line1,
    line2: address.line2,
    city: address.city,
    region: address.region,
    postalCode: address.postal_code,
    countryCode: address.country_code,
    phone: address.phone,
  })),
  defaults: { SHIPPING: row.default_shipping_address_id, BILLING: row.default_billing_address_id },
  createdAt: row.created_at,
});

import type { AddressResolvers } from '../generated/resolvers-types.ts';

export const Address: AddressResolvers = {
  id: ({ address }) => address.id,
  name: ({ address }) => address.name,
  line1: ({ address }) => address.line1,
  line2: ({ address }) => address.line2,
  city: ({ address }) => address.city,
  region: ({ address }) => address.region,
  postalCode: ({ address }) => address.postalCode,
  countryCode: ({ address }) => address.countryCode,
  phone: ({ address }) => address.phone,
  isDefaultShipping: ({ user, address }) => user.defaults.SHIPPING === address.id,
  isDefaultBilling: ({ user, address }) => user.defaults.BILLING === address.id,
};

import type { AvailabilityResolvers } from '../generated/resolvers-types.ts';

export const Availability: AvailabilityResolvers = {
  isAvailable: ({ quantity }) => quantity > 0,
  quantityAvailable: ({ quantity }) => quantity,
};

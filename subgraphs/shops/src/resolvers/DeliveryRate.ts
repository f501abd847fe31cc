import { money } from '@stoa/kernel';
import type { DeliveryRateResolvers } from '../generated/resolvers-types.ts';

export const DeliveryRate: DeliveryRateResolvers = {
  freeFrom: ({ freeFromMinor, price }) => (freeFromMinor === null ? null : money(freeFromMinor, price.currencyCode)),
};

import type { DeliveryRate, ShopId, UserId } from '@stoa/contracts';
import { changed, currencyExponent, money, type BasisPoints } from '@stoa/kernel';
import { shopMemberAdded, shopRegistered, shopTermsChanged } from './shop-events.ts';
import type { Shop } from './shop.ts';

export interface Registration {
  readonly id: ShopId;
  readonly ownerId: UserId;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly currencyCode: string;
  readonly at: Date;
}

/** 10 %, until an administrator says otherwise. */
export const DEFAULT_COMMISSION: BasisPoints = 1_000;

/** A shop begins PENDING, with one owner and terms that can be sold on. */
export const register = ({ ownerId, at, ...profile }: Registration) => {
  const owner = { userId: ownerId, role: 'OWNER', addedAt: at } as const;
  const shop: Shop = {
    ...profile,
    version: 1,
    status: 'PENDING',
    commissionRate: DEFAULT_COMMISSION,
    deliveryRates: defaultRates(profile.currencyCode),
    members: [owner],
    createdAt: at,
  };
  return changed(shop, [shopRegistered(shop, owner), shopMemberAdded(shop, owner), shopTermsChanged(shop)]);
};

const defaultRates = (currencyCode: string): DeliveryRate[] => {
  const hundredths = (amount: number) => Math.round((amount / 100) * 10 ** currencyExponent(currencyCode));
  const everywhere = { countries: [] };
  return [
    {
      ...everywhere,
      code: 'STANDARD',
      name: 'Standard delivery',
      price: money(hundredths(490), currencyCode),
      freeFromMinor: hundredths(5_000),
      minDays: 2,
      maxDays: 4,
    },
    {
      ...everywhere,
      code: 'EXPRESS',
      name: 'Express delivery',
      price: money(hundredths(990), currencyCode),
      freeFromMinor: null,
      minDays: 1,
      maxDays: 2,
    },
  ];
};

import { newId } from '@stoa/kernel';
import type { Shop, ShopMember } from '../src/domain/shop.ts';
import type { WrittenRate } from '../src/domain/terms.ts';

export const aShop = (given: Partial<Shop> = {}): Shop => ({
  id: newId('shop'),
  version: 1,
  slug: 'tea-house',
  name: 'Tea House',
  description: 'Leaves from everywhere.',
  status: 'APPROVED',
  currencyCode: 'EUR',
  commissionRate: 1_000,
  deliveryRates: [],
  members: [aMember()],
  createdAt: new Date('2026-01-01'),
  ...given,
});

export const aMember = (given: Partial<ShopMember> = {}): ShopMember => ({
  userId: newId('usr'),
  role: 'OWNER',
  addedAt: new Date('2026-01-01'),
  ...given,
});

export const aWrittenRate = (given: Partial<WrittenRate> = {}): WrittenRate => ({
  code: 'STANDARD',
  name: 'Standard delivery',
  price: '4.90',
  minDays: 2,
  maxDays: 4,
  ...given,
});

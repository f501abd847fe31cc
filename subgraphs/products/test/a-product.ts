import { money, newId } from '@stoa/kernel';
import type { DraftProduct, Variant } from '../src/domain/product.ts';
import type { WrittenVariant } from '../src/domain/written-variant.ts';

export const aProduct = (given: Partial<DraftProduct> = {}): DraftProduct => ({
  id: newId('prod'),
  version: 1,
  shopId: newId('shop'),
  handle: 'shirt',
  title: 'Shirt',
  description: 'Soft.',
  brand: null,
  tags: [],
  categoryId: null,
  variants: [aVariant()],
  images: [],
  createdAt: new Date('2026-01-01'),
  ...given,
  status: 'DRAFT',
  publishedAt: null,
});

export const aVariant = (given: Partial<Variant> = {}): Variant => ({
  id: newId('var'),
  sku: 'SHIRT-RED',
  options: [{ name: 'Color', value: 'Red' }],
  barcode: null,
  price: money(1_999, 'EUR'),
  compareAtPrice: null,
  ...given,
});

export const aWrittenVariant = (given: Partial<WrittenVariant> = {}): WrittenVariant => ({
  sku: 'SHIRT-RED',
  options: [{ name: 'Color', value: 'Red' }],
  price: '19.99',
  ...given,
});

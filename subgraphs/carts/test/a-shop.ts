import {
  ProductPublished,
  ShopStatusChanged,
  ShopTermsChanged,
  type ProductId,
  type ShopId,
  type VariantId,
} from '@stoa/contracts';
import { newId } from '@stoa/kernel';

const euros = (amountMinor: number) => ({ amountMinor, currencyCode: 'EUR' });

/** What an open shop has announced: that it is open, and what it asks for delivery. */
export const anOpenShop = (shopId: ShopId = newId('shop')) => [
  ShopStatusChanged.of({ shopId, status: 'APPROVED' }),
  ShopTermsChanged.of({
    shopId,
    commissionBasisPoints: 1_000,
    deliveryRates: [
      {
        code: 'STANDARD',
        name: 'Standard',
        price: euros(490),
        freeFromMinor: 5_000,
        countries: [],
        minDays: 2,
        maxDays: 4,
      },
      {
        code: 'EXPRESS',
        name: 'Express',
        price: euros(990),
        freeFromMinor: null,
        countries: ['DE'],
        minDays: 1,
        maxDays: 2,
      },
    ],
  }),
];

export interface TestProduct {
  readonly productId: ProductId;
  readonly shopId: ShopId;
  readonly variantId: VariantId;
}
export const aProduct = (shopId: ShopId): TestProduct => ({
  productId: newId('prod'),
  shopId,
  variantId: newId('var'),
});

export const listingOf = (
  { productId, shopId, variantId }: TestProduct,
  amountMinor = 1_000,
  currencyCode = 'EUR',
) => ({
  productId,
  shopId,
  title: 'Shirt',
  variants: [{ variantId, sku: 'SHIRT-L', title: 'Shirt – L', price: { amountMinor, currencyCode } }],
});
export const published = (product: TestProduct, amountMinor = 1_000, currencyCode = 'EUR') =>
  ProductPublished.of(listingOf(product, amountMinor, currencyCode));

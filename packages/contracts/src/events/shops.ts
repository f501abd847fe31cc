import { isCurrencyCode } from '@stoa/kernel';
import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { moneyValue, orderId, refundId, sellerOrderId, shopId, userId } from '../values.ts';

const aboutShop = { version: 1, topic: 'shops', aggregateId: (p: { shopId: string }) => p.shopId } as const;
const shopKeys = (p: { shopId: string }) => ({ shopIds: [p.shopId] });

export const shopStatus = z.enum(['PENDING', 'APPROVED', 'SUSPENDED', 'CLOSED']);
export const shopRole = z.enum(['OWNER', 'STAFF']);

/** What a shop asks for a way of delivery, to one country group. */
export const deliveryRate = z.object({
  code: z.string(),
  name: z.string(),
  price: moneyValue,
  /** Items worth this much or more are delivered free of charge; null when never. */
  freeFromMinor: z.int().nonnegative().nullable(),
  /** ISO 3166-1 alpha-2; empty means everywhere. */
  countries: z.array(z.string()),
  minDays: z.int().nonnegative(),
  maxDays: z.int().nonnegative(),
});
export type DeliveryRate = z.infer<typeof deliveryRate>;

export const ShopRegistered = defineEvent({
  ...aboutShop,
  type: 'ShopRegistered',
  keys: shopKeys,
  payload: z.object({
    shopId,
    ownerId: userId,
    name: z.string(),
    slug: z.string(),
    /** The currency of all its prices, for good. Absent in events from before it could be chosen: EUR. */
    currencyCode: z.string().refine(isCurrencyCode, 'an ISO 4217 currency code').optional(),
  }),
});

export const ShopProfileChanged = defineEvent({
  ...aboutShop,
  type: 'ShopProfileChanged',
  keys: shopKeys,
  payload: z.object({ shopId, name: z.string(), slug: z.string() }),
});

export const ShopStatusChanged = defineEvent({
  ...aboutShop,
  type: 'ShopStatusChanged',
  keys: shopKeys,
  payload: z.object({ shopId, status: shopStatus }),
});

export const ShopMemberAdded = defineEvent({
  ...aboutShop,
  type: 'ShopMemberAdded',
  keys: shopKeys,
  payload: z.object({ shopId, userId, role: shopRole }),
});

export const ShopMemberRemoved = defineEvent({
  ...aboutShop,
  type: 'ShopMemberRemoved',
  keys: shopKeys,
  payload: z.object({ shopId, userId }),
});

/** The whole of a shop's rates: a listener replaces what it knew. */
export const ShopTermsChanged = defineEvent({
  ...aboutShop,
  type: 'ShopTermsChanged',
  keys: shopKeys,
  payload: z.object({
    shopId,
    commissionBasisPoints: z.int().min(0).max(10_000),
    deliveryRates: z.array(deliveryRate),
  }),
});

export const CommissionAccrued = defineEvent({
  ...aboutShop,
  type: 'CommissionAccrued',
  keys: (p) => ({ shopIds: [p.shopId], orderId: p.orderId }),
  payload: z.object({ shopId, orderId, sellerOrderId, gross: moneyValue, commission: moneyValue }),
});

/** A refund, or with `refundId` null the cancellation of a binding order, took a sale back. */
export const CommissionClawedBack = defineEvent({
  ...aboutShop,
  type: 'CommissionClawedBack',
  keys: (p) => ({ shopIds: [p.shopId], orderId: p.orderId }),
  payload: z.object({
    shopId,
    orderId,
    sellerOrderId,
    refundId: refundId.nullable(),
    gross: moneyValue,
    commission: moneyValue,
  }),
});

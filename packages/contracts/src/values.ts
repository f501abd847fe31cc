import { isCurrencyCode, type Id } from '@stoa/kernel';
import { z } from 'zod';

const idOf = <Prefix extends string>(prefix: Prefix) =>
  z
    .custom<Id<Prefix>>(
      (value) => typeof value === 'string' && new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`).test(value),
      `an id that starts with ${prefix}_`,
    )
    .meta({ type: 'string', pattern: `^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$` });

export const userId = idOf('usr');
export const sessionId = idOf('ses');
export const addressId = idOf('addr');
export const shopId = idOf('shop');
export const productId = idOf('prod');
export const variantId = idOf('var');
export const categoryId = idOf('cat');
export const locationId = idOf('loc');
export const inventoryItemId = idOf('inv');
export const reservationId = idOf('rsv');
export const cartId = idOf('cart');
export const cartLineId = idOf('cln');
export const orderId = idOf('ord');
export const orderLineId = idOf('oln');
export const sellerOrderId = idOf('sord');
export const shipmentId = idOf('shp');
export const refundId = idOf('rfd');
export const paymentId = idOf('pay');
export const paymentAttemptId = idOf('patt');
export const notificationId = idOf('ntf');

export type UserId = z.infer<typeof userId>;
export type SessionId = z.infer<typeof sessionId>;
export type AddressId = z.infer<typeof addressId>;
export type ShopId = z.infer<typeof shopId>;
export type ProductId = z.infer<typeof productId>;
export type VariantId = z.infer<typeof variantId>;
export type CategoryId = z.infer<typeof categoryId>;
export type LocationId = z.infer<typeof locationId>;
export type InventoryItemId = z.infer<typeof inventoryItemId>;
export type ReservationId = z.infer<typeof reservationId>;
export type CartId = z.infer<typeof cartId>;
export type CartLineId = z.infer<typeof cartLineId>;
export type OrderId = z.infer<typeof orderId>;
export type OrderLineId = z.infer<typeof orderLineId>;
export type SellerOrderId = z.infer<typeof sellerOrderId>;
export type ShipmentId = z.infer<typeof shipmentId>;
export type RefundId = z.infer<typeof refundId>;
export type PaymentId = z.infer<typeof paymentId>;
export type PaymentAttemptId = z.infer<typeof paymentAttemptId>;
export type NotificationId = z.infer<typeof notificationId>;

/** Minor units and their currency. */
export const moneyValue = z.object({
  amountMinor: z.int(),
  currencyCode: z.string().refine(isCurrencyCode, 'an ISO 4217 currency code'),
});
export const instant = z.iso.datetime();
export const quantity = z.int().positive();

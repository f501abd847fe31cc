import type {
  CartId,
  OrderId,
  OrderLineId,
  ProductId,
  RefundId,
  SellerOrderId,
  ShipmentId,
  ShopId,
  UserId,
  VariantId,
} from '@stoa/contracts';
import type { BasisPoints, Money } from '@stoa/kernel';

/** An order in one of its states; each state has its own fields, so that a state that cannot be does not type-check. */
export type Order = PendingOrder | AwaitingPaymentOrder | PlacedOrder | CompletedOrder | CancelledOrder | ExpiredOrder;
export type OrderStatus = Order['status'];

/** Submitted: stock is being reserved. */
export interface PendingOrder extends OrderBody {
  readonly status: 'PENDING';
}
/** Stock is held until `expiresAt`; the buyer has to pay. */
export interface AwaitingPaymentOrder extends OrderBody {
  readonly status: 'AWAITING_PAYMENT';
  readonly expiresAt: Date;
  /** Set while the provider is asked to call the payment off: the order ends on its answer. */
  readonly closing: Closing | null;
}
/** Binding: paid, authorized, or payable on delivery. */
export interface PlacedOrder extends OrderBody {
  readonly status: 'PLACED';
  readonly placedAt: Date;
  readonly deliveredAt: Date | null;
}
/** Everything delivered and the return window over. */
export interface CompletedOrder extends OrderBody {
  readonly status: 'COMPLETED';
  readonly placedAt: Date;
  readonly deliveredAt: Date;
  readonly completedAt: Date;
}
/** An end state: never left. Late money is given back. */
export interface CancelledOrder extends OrderBody {
  readonly status: 'CANCELLED';
  readonly placedAt: Date | null;
  readonly cancelledAt: Date;
  readonly cancellation: Cancellation;
}
/** An end state: nobody paid in time. */
export interface ExpiredOrder extends OrderBody {
  readonly status: 'EXPIRED';
  readonly expiredAt: Date;
}

export interface OrderBody {
  readonly id: OrderId;
  readonly version: number;
  readonly number: string;
  readonly buyer: Buyer;
  /** SHA-256 (hex) of the access token; the token itself is never stored. */
  readonly accessHash: string;
  readonly cart: { readonly cartId: CartId; readonly version: number } | null;
  readonly address: PostalAddress;
  readonly paymentMethod: PaymentMethod;
  readonly totals: Totals;
  readonly sellerOrders: readonly SellerOrder[];
  readonly lines: readonly OrderLine[];
  readonly shipments: readonly Shipment[];
  readonly refunds: readonly Refund[];
  readonly payment: PaymentFigures;
  readonly isOnHold: boolean;
  readonly submittedAt: Date;
}

export interface Buyer {
  readonly userId: UserId | null;
  /** SHA-256 (hex) of the guest's cart token. */
  readonly guest: string | null;
  readonly email: string;
}

export type PaymentMethod = 'SANDBOX' | 'CASH_ON_DELIVERY';
export type CancelReason = 'CHANGED_MIND' | 'OUT_OF_STOCK' | 'PAYMENT_FAILED' | 'SELLER_DECLINED' | 'FRAUD' | 'OTHER';

export type Closing = { readonly kind: 'CANCELLING'; readonly reason: CancelReason } | { readonly kind: 'EXPIRING' };

export interface Cancellation {
  readonly reason: CancelReason;
  /** What was out of stock, and how much there was. */
  readonly lines: readonly { readonly variantId: VariantId; readonly requested: number; readonly available: number }[];
}

export interface Totals {
  readonly items: Money;
  readonly delivery: Money;
  readonly tax: Money;
  readonly total: Money;
}

export interface SellerOrder {
  readonly id: SellerOrderId;
  readonly shopId: ShopId;
  readonly shopName: string;
  readonly delivery: { readonly code: string; readonly name: string };
  readonly totals: Totals;
  readonly commissionRate: BasisPoints;
  readonly commission: Money;
  readonly version: number;
}

export interface OrderLine {
  readonly id: OrderLineId;
  readonly sellerOrderId: SellerOrderId;
  readonly shopId: ShopId;
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly title: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly total: Money;
  readonly tax: Money;
}

export type ShipmentStatus =
  'PENDING' | 'PACKED' | 'SHIPPED' | 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'FAILED' | 'CANCELLED';

export interface Shipment {
  readonly id: ShipmentId;
  readonly sellerOrderId: SellerOrderId;
  readonly status: ShipmentStatus;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly lines: readonly { readonly orderLineId: OrderLineId; readonly quantity: number }[];
  readonly tracking: readonly TrackingEvent[];
  readonly createdAt: Date;
}

export interface TrackingEvent {
  readonly status: ShipmentStatus;
  readonly at: Date;
  readonly location: string | null;
  readonly message: string | null;
}

export interface Refund {
  readonly id: RefundId;
  readonly amount: Money;
  readonly reason: string;
  readonly status: 'REQUESTED' | 'SUCCEEDED' | 'FAILED';
  readonly requestedAt: Date;
  readonly settledAt: Date | null;
}

/** What payments told, as totals of the provider: set, never added up. Minor units of the order's currency. */
export interface PaymentFigures {
  readonly authorizedMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly hasFailedAttempt: boolean;
}

export interface PostalAddress {
  readonly name: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
  readonly phone: string | null;
}

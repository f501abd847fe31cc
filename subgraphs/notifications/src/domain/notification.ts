import type { NotificationId, OrderId, RefundId, ShipmentId, UserId } from '@stoa/contracts';

/** One message to one person. Who that is, is known by ids alone: the address is asked for when it is sent. */
export type Notification = QueuedNotification | SendingNotification | SentNotification | FailedNotification;
export type NotificationStatus = Notification['status'];

/** Waits for its turn, or for its next try. */
export interface QueuedNotification extends NotificationBody {
  readonly status: 'QUEUED';
  readonly dueAt: Date;
}
/** A try has begun; a process that dies of it leaves it so until `dueAt`. */
export interface SendingNotification extends NotificationBody {
  readonly status: 'SENDING';
  readonly dueAt: Date;
}
/** The mail server took it. */
export interface SentNotification extends NotificationBody {
  readonly status: 'SENT';
  readonly sentAt: Date;
}
/** Given up. */
export interface FailedNotification extends NotificationBody {
  readonly status: 'FAILED';
}

export interface NotificationBody {
  readonly id: NotificationId;
  readonly version: number;
  readonly template: Template;
  readonly channel: 'EMAIL';
  readonly about: About;
  /** What happened, once: a message is made once for each template and subject. */
  readonly subject: string;
  readonly attempts: number;
  readonly lastError: string | null;
  /** Where it went, for support's eyes: `a•••@example.com`. */
  readonly maskedRecipient: string | null;
  readonly createdAt: Date;
}

export type Template =
  | 'VERIFY_EMAIL'
  | 'WELCOME'
  | 'ORDER_PLACED'
  | 'ORDER_CANCELLED'
  | 'ORDER_EXPIRED'
  | 'SHIPMENT_SHIPPED'
  | 'SHIPMENT_DELIVERED'
  | 'ORDER_REFUNDED';

/** Whose mail it is and what it is about. */
export type About = AboutUser | AboutOrder;
export interface AboutUser {
  readonly kind: 'USER';
  readonly userId: UserId;
}
export interface AboutOrder {
  readonly kind: 'ORDER';
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId | null;
  readonly refundId: RefundId | null;
}

import type { About, Notification, NotificationStatus } from '../domain/notification.ts';

/** The row of `notifications` that a notification is written as. Column names are the keys. */
export const notificationRow = (notification: Notification) => ({
  id: notification.id,
  template: notification.template,
  channel: notification.channel,
  recipient_kind: notification.about.kind,
  recipient_id: notification.about.kind === 'USER' ? notification.about.userId : notification.about.orderId,
  subject: notification.subject,
  shipment_id: notification.about.kind === 'ORDER' ? notification.about.shipmentId : null,
  refund_id: notification.about.kind === 'ORDER' ? notification.about.refundId : null,
  status: notification.status,
  attempts: notification.attempts,
  due_at: 'dueAt' in notification ? notification.dueAt : null,
  last_error: notification.lastError,
  masked_recipient: notification.maskedRecipient,
  version: notification.version,
  created_at: notification.createdAt,
  sent_at: notification.status === 'SENT' ? notification.sentAt : null,
});

export type NotificationRow = ReturnType<typeof notificationRow> & { readonly status: NotificationStatus };

/** Rows back to the domain's union: the one place where a status decides which fields there are. */
export const notificationFromRow = (row: NotificationRow): Notification => {
  const body = {
    id: row.id,
    version: row.version,
    template: row.template,
    channel: row.channel,
    about: aboutOf(row),
    subject: row.subject,
    attempts: row.attempts,
    lastError: row.last_error,
    maskedRecipient: row.masked_recipient,
    createdAt: row.created_at,
  };
  switch (row.status) {
    case 'QUEUED':
    case 'SENDING':
      return { ...body, status: row.status, dueAt: known(row.due_at, 'due_at') };
    case 'SENT':
      return { ...body, status: row.status, sentAt: known(row.sent_at, 'sent_at') };
    case 'FAILED':
      return { ...body, status: row.status };
  }
};

const aboutOf = ({ recipient_kind, recipient_id, shipment_id, refund_id }: NotificationRow): About =>
  recipient_kind === 'USER'
    ? { kind: 'USER', userId: recipient_id as `usr_${string}` }
    : { kind: 'ORDER', orderId: recipient_id as `ord_${string}`, shipmentId: shipment_id, refundId: refund_id };

function known<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new TypeError(`A notification's row lacks ${what}`);
  return value;
}

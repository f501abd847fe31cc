import { newId } from '@stoa/kernel';
import type { AccountFacts, OrderFacts } from '../src/domain/letters/facts.ts';
import type { NotificationBody, Notification } from '../src/domain/notification.ts';

export const AT = new Date('2026-01-15T10:00:00.000Z');

const body = (): NotificationBody => ({
  id: newId('ntf'),
  version: 1,
  template: 'ORDER_PLACED',
  channel: 'EMAIL',
  about: { kind: 'ORDER', orderId: newId('ord'), shipmentId: null, refundId: null },
  subject: 'an order',
  attempts: 0,
  lastError: null,
  maskedRecipient: null,
  createdAt: AT,
});

export const inEveryState = (change: Partial<NotificationBody> = {}): Record<Notification['status'], Notification> => ({
  QUEUED: { ...body(), ...change, status: 'QUEUED', dueAt: AT },
  SENDING: { ...body(), attempts: 1, ...change, status: 'SENDING', dueAt: new Date(AT.getTime() + 120_000) },
  SENT: { ...body(), attempts: 1, ...change, status: 'SENT', sentAt: AT },
  FAILED: { ...body(), attempts: 1, ...change, status: 'FAILED' },
});

const euros = (amount: string) => ({ amount, currencyCode: 'EUR' });

export const accountFacts = (change: Partial<AccountFacts> = {}): AccountFacts => ({
  email: 'ada@example.com',
  displayName: 'Ada',
  emailVerificationToken: 'usr_x.token',
  ...change,
});

export const SHIPMENT = 'shp_00000000000000000000000001';
export const REFUND = 'rfd_00000000000000000000000001';

export const orderFacts = (change: Partial<OrderFacts> = {}): OrderFacts => ({
  id: newId('ord'),
  number: 'S-1001',
  email: 'ada@example.com',
  accessToken: 'order-token',
  paymentMethod: 'SANDBOX',
  deliveryAddress: {
    name: 'Ada Lovelace',
    line1: 'Unter den Linden 1',
    line2: null,
    city: 'Berlin',
    region: null,
    postalCode: '10117',
    countryCode: 'DE',
  },
  lines: [{ title: 'Scarf – Red', quantity: 2, total: euros('39.80') }],
  itemsTotal: euros('39.80'),
  deliveryTotal: euros('4.90'),
  taxTotal: euros('8.49'),
  total: euros('53.19'),
  refunds: [{ id: REFUND, reason: 'broken', amount: euros('10.00') }],
  shipments: [
    {
      id: SHIPMENT,
      carrier: 'DHL',
      trackingNumber: 'JD0123',
      lines: [{ quantity: 2, line: { title: 'Scarf – Red' } }],
    },
  ],
  cancellation: null,
  ...change,
});

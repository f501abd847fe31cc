import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { notificationId } from '../values.ts';

const aboutNotification = {
  version: 1,
  topic: 'notifications',
  aggregateId: (p: { notificationId: string }) => p.notificationId,
} as const;

export const NotificationSent = defineEvent({
  ...aboutNotification,
  type: 'NotificationSent',
  payload: z.object({ notificationId, template: z.string(), channel: z.enum(['EMAIL']) }),
});

export const NotificationFailed = defineEvent({
  ...aboutNotification,
  type: 'NotificationFailed',
  payload: z.object({ notificationId, template: z.string(), channel: z.enum(['EMAIL']), reason: z.string() }),
});

import type { NotificationId } from '@stoa/contracts';
import { changed, type Announcement, type Decision } from '@stoa/kernel';
import type { About, Notification, Template } from './notification.ts';

export interface Occasion {
  readonly template: Template;
  readonly about: About;
  readonly subject: string;
}

/** Something has happened that a person is told of. */
export const queue = (
  { template, about, subject }: Occasion,
  { id, at }: { id: NotificationId; at: Date },
): Decision<Notification, Announcement, never> =>
  changed(
    {
      status: 'QUEUED',
      id,
      version: 1,
      template,
      channel: 'EMAIL',
      about,
      subject,
      attempts: 0,
      lastError: null,
      maskedRecipient: null,
      createdAt: at,
      dueAt: at,
    },
    [],
  );

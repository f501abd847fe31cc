import { NotificationFailed, NotificationSent } from '@stoa/contracts';
import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import type { Notification, NotificationBody, SendingNotification } from './notification.ts';

type DecideDelivery = Decide<Notification, Announcement, never>;

/** Longer than any try takes: what is still SENDING then was left by a process that died. */
const LONGEST_TRY_MS = 120_000;

/** A try begins. It is written down before it is made, so that a crash in it is seen. */
export const beginTry =
  (at: Date): DecideDelivery =>
  (notification) => {
    if (!('dueAt' in notification) || notification.dueAt > at) return unchanged(notification);
    const dueAt = new Date(at.getTime() + LONGEST_TRY_MS);
    return changed({ ...notification, status: 'SENDING', attempts: notification.attempts + 1, dueAt }, []);
  };

/** Whether the try that began at this time is the one under way: only then it is for whoever began it to make. */
export const isBegunAt =
  (at: Date) =>
  (notification: Notification): notification is SendingNotification =>
    notification.status === 'SENDING' && notification.dueAt.getTime() === at.getTime() + LONGEST_TRY_MS;

/** The mail server took it. */
export const markSent =
  (sentAt: Date, maskedRecipient: string): DecideDelivery =>
  (notification) => {
    if (notification.status !== 'SENDING') return unchanged(notification);
    const { id, template, channel } = notification;
    return changed({ ...bodyOf(notification), status: 'SENT', sentAt, maskedRecipient, lastError: null }, [
      NotificationSent.of({ notificationId: id, template, channel }),
    ]);
  };

/** Why a try did not succeed. */
export interface FailedTry {
  readonly reason: string;
  /**
   * FINAL: no other try can succeed. REFUSED_FOR_NOW: the mail server may take it later; given up after a day.
   * NOT_TRIED: it never came to asking the mail server, because facts were missing; tried for ever.
   */
  readonly kind: 'FINAL' | 'REFUSED_FOR_NOW' | 'NOT_TRIED';
  readonly maskedRecipient: string | null;
}

const MOST_TRIES = 30;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** A try has failed: the next one comes after a pause that doubles, up to an hour, or never. */
export const markFailedTry =
  ({ reason, kind, maskedRecipient }: FailedTry, at: Date): DecideDelivery =>
  (notification) => {
    if (notification.status !== 'SENDING') return unchanged(notification);
    const body = {
      ...bodyOf(notification),
      lastError: reason.slice(0, LONGEST_REASON),
      maskedRecipient: maskedRecipient ?? notification.maskedRecipient,
    };
    const isOver = kind === 'FINAL' || (kind === 'REFUSED_FOR_NOW' && notification.attempts >= MOST_TRIES);
    if (isOver) return changed({ ...body, status: 'FAILED' }, [failed(body)]);
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(notification.attempts - 1, 20));
    return changed({ ...body, status: 'QUEUED', dueAt: new Date(at.getTime() + pauseMs) }, []);
  };

const LONGEST_REASON = 500;

const failed = ({ id, template, channel, lastError }: NotificationBody) =>
  NotificationFailed.of({ notificationId: id, template, channel, reason: lastError ?? '' });

const bodyOf = (notification: Notification): NotificationBody => {
  const { id, version, template, channel, about, subject, attempts, lastError, maskedRecipient, createdAt } =
    notification;
  return { id, version, template, channel, about, subject, attempts, lastError, maskedRecipient, createdAt };
};

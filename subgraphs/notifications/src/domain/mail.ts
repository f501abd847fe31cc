import type { NotificationId } from '@stoa/contracts';
import type { Result } from '@stoa/kernel';

/** What a person reads. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface OutgoingMail extends MailContent {
  readonly notificationId: NotificationId;
  /** The same for every try of one notification, so that whoever gets it twice can tell. */
  readonly messageId: string;
  readonly to: string;
}

/** Why a mail was not taken: never (a wrong address), or not now. */
export interface MailNotTaken {
  readonly kind: 'REFUSED' | 'REFUSED_FOR_NOW';
  readonly reason: string;
}

/** Whoever takes mail. Taking the same message twice is no error. */
export interface MailTransport {
  send(mail: OutgoingMail): Promise<Result<void, MailNotTaken>>;
}

/** Names messages by their notifications. */
export interface MessageIds {
  messageIdOf(notificationId: NotificationId): string;
}

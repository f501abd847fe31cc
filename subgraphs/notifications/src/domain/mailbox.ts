import type { MailContent, MailTransport } from './mail.ts';

/** A mail as it lies in the mailbox. */
export interface ReceivedMail extends MailContent {
  /** The notification's id. */
  readonly id: string;
  readonly recipient: string;
  readonly receivedAt: Date;
}
export type MailSummary = Omit<ReceivedMail, 'text' | 'html'>;

/** Mail that would have gone out, for anyone to look at. Development only. */
export interface Mailbox extends MailTransport {
  /** Newest first, older than the mail `beyond` names. */
  newest(limit: number, beyond: string | undefined): Promise<MailSummary[]>;
  find(id: string): Promise<ReceivedMail | null>;
}

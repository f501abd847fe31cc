import type { Announcement, Decide } from '@stoa/kernel';
import { isTransient, type Door } from '@stoa/messaging';
import { failpoint } from '@stoa/platform';
import { composeMail } from '../domain/compose-mail.ts';
import { markFailedTry, markSent, type FailedTry } from '../domain/delivery.ts';
import { maskedAddress } from '../domain/masked-address.ts';
import type { Notification, SendingNotification } from '../domain/notification.ts';
import type { Rooms } from '../rooms.ts';
import { gatherFacts } from './gather-facts.ts';

type Outcome = Decide<Notification, Announcement, never>;

/**
 * One try: gathers what the letter tells, writes it, hands it to the transport, and writes down what came of it. Nothing of it
 * runs in a transaction; the version guards against a process that was thought dead.
 */
export const tryNotification = async (rooms: Rooms, door: Door, notification: SendingNotification): Promise<void> => {
  const outcome = await deliver(rooms, door, notification);
  await rooms.notifications.update(notification.id, { door, expectedVersion: notification.version }, outcome);
};

async function deliver(rooms: Rooms, door: Door, notification: SendingNotification): Promise<Outcome> {
  const { clock, links, transport, messageIds } = rooms;
  const failed = (reason: string, kind: FailedTry['kind'], maskedRecipient: string | null = null) =>
    markFailedTry({ reason, kind, maskedRecipient }, clock.now());
  try {
    const facts = await gatherFacts(rooms, door, notification.about);
    const mail = composeMail(notification, facts, { links, locale: 'en' });
    if (!mail.ok) return failed(mail.failure.reason, 'FINAL');
    const { id } = notification;
    failpoint('before-mail-sent');
    const sent = await transport.send({ ...mail.value, notificationId: id, messageId: messageIds.messageIdOf(id) });
    failpoint('after-mail-sent');
    const recipient = maskedAddress(mail.value.to);
    if (sent.ok) return markSent(clock.now(), recipient);
    return failed(sent.failure.reason, sent.failure.kind === 'REFUSED' ? 'FINAL' : 'REFUSED_FOR_NOW', recipient);
  } catch (error) {
    // A bug in one letter must not keep the others from going out; the row tells support of it.
    return failed((error as Error).message, isTransient(error) ? 'NOT_TRIED' : 'REFUSED_FOR_NOW');
  }
}

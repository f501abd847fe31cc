import { createHmac } from 'node:crypto';
import type { MessageIds } from '../domain/mail.ts';

/** `<HMAC of the notification's id@domain of the sender>`: the same for every try, and nobody can guess it. Source: RFC 5322, section 3.6.4. */
export const messageIds = ({ secret, from }: { secret: string; from: string }): MessageIds => {
  const domain = /@([\w.-]+)>?$/.exec(from)?.[1] ?? 'stoa.local';
  return {
    messageIdOf: (notificationId) =>
      `<${createHmac('sha256', secret).update(`message-id:${notificationId}`).digest('hex').slice(0, 32)}@${domain}>`,
  };
};

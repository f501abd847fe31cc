import { err, ok } from '@stoa/kernel';
import { createTransport } from 'nodemailer';
import type { MailTransport } from '../domain/mail.ts';

const TIMEOUT_MS = 15_000;

/** Sends by SMTP, a connection for each mail. `url` is `smtps://user:password@host:465`. */
export const smtp = ({ url, from }: { url: string; from: string }): MailTransport => {
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url, ...timeouts });
  return {
    send: async ({ messageId, to, subject, text, html }) => {
      try {
        // As an object the address cannot be read as a list of several.
        await transport.sendMail({ messageId, from, to: { name: '', address: to }, subject, text, html });
        return ok(undefined);
      } catch (error) {
        return err(refusalOf(error));
      }
    },
  };
};

/** A 5xx answer about the mail is final; everything else, a wrong password included, is mended some day. Source: RFC 5321, section 4.2.1. */
function refusalOf(error: unknown) {
  const { responseCode = 0, command = '', message } = error as Error & { responseCode?: number; command?: string };
  const isAboutMail = /^(RCPT TO|DATA|API)$/.test(command);
  const kind = responseCode >= 500 && isAboutMail ? 'REFUSED' : 'REFUSED_FOR_NOW';
  return { kind, reason: responseCode > 0 ? `The mail server answered ${responseCode}` : message } as const;
}

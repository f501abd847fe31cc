import { setting } from '@stoa/platform';
import { publicUrl, webAddress } from '@stoa/subgraph-kit';
import { z } from 'zod';

/** What notifications reads from its environment, beside what every process does. */
export const settings = {
  messageSecret: setting(
    'NOTIFICATIONS_MESSAGE_SECRET',
    'Secret that message ids are made with.',
    z.string().min(32, 'at least 32 characters'),
  ),
  publicUrl,
  storefrontUrl: setting(
    'STOREFRONT_URL',
    'Where the shop is; mails link to its /orders/<id> when it is set.',
    webAddress.optional(),
    'https://shop.example.com',
  ),
  smtpUrl: setting(
    'SMTP_URL',
    'The mail server; without one, mail is kept in a mailbox that everybody can open at /mail.',
    z
      .string()
      .regex(/^smtps?:\/\//, 'begins with smtp:// or smtps://')
      .optional(),
    'smtps://user:password@mail.example.com:465',
  ),
  from: setting(
    'MAIL_FROM',
    'Who mails come from.',
    z.string().min(3).default('Stoa <no-reply@stoa.local>'),
    'Stoa <no-reply@example.com>',
  ),
  environment: setting(
    'NODE_ENV',
    'production wants an SMTP_URL: it has no mailbox.',
    z.string().optional(),
    'production',
  ),
};

import { setting } from '@stoa/platform';
import { z } from 'zod';

const webAddress = z.url('a URL').transform((url) => url.replace(/\/+$/, ''));

export const settings = {
  messageSecret: setting(
    'NOTIFICATIONS_MESSAGE_SECRET',
    'Secret that message ids are made with.',
    z.string().min(32, 'at least 32 characters'),
  ),
  publicUrl: setting(
    'PUBLIC_URL',
    'Where the router is reached from outside; links in mails begin with it.',
    webAddress.default('http://localhost:4000'),
    'https://api.example.com',
  ),
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

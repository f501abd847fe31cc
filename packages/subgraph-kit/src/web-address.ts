import { setting } from '@stoa/platform';
import { z } from 'zod';

/** A URL without a slash at the end, so that a path can follow. */
export const webAddress = z.url('a URL').transform((url) => url.replace(/\/+$/, ''));

/** The setting of every domain that tells somebody outside an address. */
export const publicUrl = setting(
  'PUBLIC_URL',
  'Where the router is reached from outside: pictures, links in mails, pay pages and web hooks begin with it.',
  webAddress.default('http://localhost:4000'),
  'https://api.example.com',
);

import { setting } from '@stoa/platform';
import { z } from 'zod';

export const settings = {
  publicUrl: setting(
    'PUBLIC_URL',
    'Where buyers and payment providers reach the router, without a slash at the end.',
    z
      .url()
      .transform((url) => url.replace(/\/+$/, ''))
      .default('http://localhost:4000'),
    'http://localhost:4000',
  ),
  sandboxSecret: setting(
    'PAYMENTS_SANDBOX_SECRET',
    'Secret that the sandbox provider signs its web hooks with.',
    z.string().min(32),
  ),
  pageSecret: setting(
    'PAYMENTS_PAGE_SECRET',
    "Secret that the links to the sandbox's pay pages are made with; changing it ends every open link.",
    z.string().min(32),
  ),
};

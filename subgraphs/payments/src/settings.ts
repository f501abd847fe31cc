import { setting } from '@stoa/platform';
import { publicUrl } from '@stoa/subgraph-kit';
import { z } from 'zod';

/** What payments reads from its environment, beside what every process does. */
export const settings = {
  publicUrl,
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
  sandbox: setting(
    'PAYMENTS_SANDBOX',
    'open or closed: whether orders can be paid at the sandbox, where no money moves; open when absent, but not in production.',
    z.enum(['open', 'closed']).optional(),
    'closed',
  ),
  environment: setting('NODE_ENV', 'production closes the sandbox.', z.string().optional(), 'production'),
};

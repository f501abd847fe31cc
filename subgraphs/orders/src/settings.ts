import { setting } from '@stoa/platform';
import { z } from 'zod';

/** What orders reads from its environment, beside what every process does. */
export const settings = {
  accessSecret: setting(
    'ORDERS_ACCESS_SECRET',
    'Secret that order access tokens are made with; changing it ends every access link.',
    z.string().min(32),
  ),
};

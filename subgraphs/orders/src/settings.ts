import { setting } from '@stoa/platform';
import { z } from 'zod';

export const settings = {
  accessSecret: setting(
    'ORDERS_ACCESS_SECRET',
    'Secret that order access tokens are made with; changing it ends every access link.',
    z.string().min(32),
  ),
};

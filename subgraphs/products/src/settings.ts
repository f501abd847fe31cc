import { setting } from '@stoa/platform';
import { z } from 'zod';

export const settings = {
  publicUrl: setting(
    'PUBLIC_URL',
    'Where buyers reach the platform: addresses of pictures begin with it.',
    z
      .url()
      .default('http://localhost:4000')
      .transform((url) => url.replace(/\/+$/, '')),
    'http://localhost:4000',
  ),
};

import { setting } from '@stoa/platform';
import { z } from 'zod';

// Environment files cannot always hold line breaks, so a key may write them as \n.
const pem = z.string().transform((text) => text.replaceAll(String.raw`\n`, '\n'));

/** What users reads from its environment, beside what every process does. */
export const settings = {
  signingKey: setting(
    'USERS_SIGNING_KEY',
    'Private key (P-256, PKCS #8, PEM) that access tokens are signed with.',
    pem.refine((text) => text.includes('PRIVATE KEY'), 'a private key in PEM'),
  ),
  previousKeys: setting(
    'USERS_PREVIOUS_KEYS',
    'Public keys (PEM, one after the other) of signing keys that were replaced less than ten minutes ago.',
    pem.optional(),
  ),
  tokenSecret: setting(
    'USERS_TOKEN_SECRET',
    'Secret that refresh tokens and verification links are made with; changing it signs everybody out.',
    z.string().min(32, 'at least 32 characters'),
  ),
  issuer: setting(
    'TOKEN_ISSUER',
    'Issuer of access tokens',
    z.string().min(1).default('https://stoa.local'),
    'https://stoa.local',
  ),
};

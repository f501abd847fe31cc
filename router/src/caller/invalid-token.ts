import { Refusal } from '../refusal.ts';

/** Never an anonymous visitor instead: who shows a token means to be known by it. */
export const invalidToken = (): Refusal =>
  new Refusal({
    status: 401,
    code: 'UNAUTHENTICATED',
    message: 'The access token is not valid or no longer so. Refresh it or sign in again.',
    headers: { 'www-authenticate': 'Bearer realm="stoa", error="invalid_token"' },
  });

/** RFC 6750 §3.1: without a token there is no error to tell. */
export const missingToken = (): Refusal =>
  new Refusal({
    status: 401,
    code: 'UNAUTHENTICATED',
    message: 'An access token is needed.',
    headers: { 'www-authenticate': 'Bearer realm="stoa"' },
  });

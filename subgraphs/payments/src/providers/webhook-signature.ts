import { createHmac, timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '@stoa/kernel';

/** In both directions: a clock that is ahead is no better than an old recording. */
const TOLERANCE_SECONDS = 300;

/** `t=<seconds>,v1=<hex>`: an HMAC-SHA-256 over time and raw bytes, as Stripe signs. Source: docs.stripe.com/webhooks/signature. */
export const signBody = (secret: string, body: string | Buffer, at: Date): string => {
  const seconds = Math.floor(at.getTime() / 1_000);
  return `t=${seconds},v1=${macOf(secret, String(seconds), body)}`;
};

/** Whether the bytes were signed with the secret not more than five minutes from now. */
export const verifySignature = (
  secret: string,
  { body, header, at }: { readonly body: Buffer; readonly header: string | null; readonly at: Date },
): Result<true, { readonly kind: 'FORGED' | 'OUT_OF_TIME' }> => {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('=', 2));
  const seconds = parts.find(([name]) => name === 't')?.[1] ?? '';
  const signatures = parts.filter(([name]) => name === 'v1').map(([, value]) => value ?? '');
  const expected = macOf(secret, seconds, body);
  // The signature first: an unsigned time proves nothing.
  if (!/^\d{1,12}$/.test(seconds) || !signatures.some((signature) => sameText(signature, expected)))
    return err({ kind: 'FORGED' });
  return Math.abs(at.getTime() / 1_000 - Number(seconds)) <= TOLERANCE_SECONDS
    ? ok(true)
    : err({ kind: 'OUT_OF_TIME' });
};

const macOf = (secret: string, seconds: string, body: string | Buffer) =>
  createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');

const sameText = (left: string, right: string) => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

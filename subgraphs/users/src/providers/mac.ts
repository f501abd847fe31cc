import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA-256 of the parts, base64url. The first part names the purpose, so that one secret serves several. */
export const mac = (secret: string, ...parts: readonly string[]): string =>
  createHmac('sha256', secret).update(parts.join('\n')).digest('base64url');

/** Compares in constant time. */
export const isSameMac = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

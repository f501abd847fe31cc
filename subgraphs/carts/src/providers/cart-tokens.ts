import { createHash, randomBytes } from 'node:crypto';

/** A guest's secret and what is kept of it. */
export interface CartToken {
  readonly token: string;
  /** SHA-256 in hex, as the router hands it on for `x-cart-token`. */
  readonly hash: string;
}

/** A fresh secret of 256 bits; only its hash is ever stored. */
export const newCartToken = (): CartToken => {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: createHash('sha256').update(token).digest('hex') };
};

import { createHash, createHmac } from 'node:crypto';
import type { AccessTokens } from '../domain/access-token.ts';

/** Access tokens as HMAC-SHA-256 of the order's id under a secret of this subgraph; only their SHA-256 is stored. */
export const accessTokens = (secret: string): AccessTokens => {
  const tokenOf = (orderId: string) =>
    createHmac('sha256', secret).update(`order-access:${orderId}`).digest('base64url');
  return {
    tokenOf,
    hashOf: (orderId) => createHash('sha256').update(tokenOf(orderId)).digest('hex'),
  };
};

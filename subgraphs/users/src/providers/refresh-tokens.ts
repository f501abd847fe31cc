import type { SessionId } from '@stoa/contracts';
import type { RefreshTokens } from '../domain/tokens.ts';
import { isSameMac, mac } from './mac.ts';

const TOKEN = /^(ses_[0-9A-HJKMNP-TV-Z]{26})\.([1-9]\d{0,8})\.([\w-]{43})$/;

/**
 * `<session>.<generation>.<HMAC>`, opaque to clients. A successor is recomputed, never kept, so whoever loses a race gets the
 * same one; neither the database alone nor the secret alone makes a token, and every spent one is recognised for ever.
 */
export const refreshTokens = (secret: string): RefreshTokens => {
  const macOf = (id: string, generation: number, seed: string) => mac(secret, 'refresh', id, String(generation), seed);
  return {
    tokenOf: ({ id, seed, generation }) => `${id}.${generation}.${macOf(id, generation, seed)}`,
    read: (token) => {
      const [, sessionId, generation, signature] = TOKEN.exec(token) ?? [];
      if (sessionId === undefined || generation === undefined || signature === undefined) return undefined;
      return { sessionId: sessionId as SessionId, generation: Number(generation), mac: signature };
    },
    isGenuine: (claimed, { id, seed }) => isSameMac(claimed.mac, macOf(id, claimed.generation, seed)),
  };
};

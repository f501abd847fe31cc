import type { UserId } from '@stoa/contracts';
import { idKind } from '@stoa/kernel';
import type { VerificationTokens } from '../domain/tokens.ts';
import { isSameMac, mac } from './mac.ts';

/** `usr_….<HMAC of user and address>`: another address needs another token, a verified one makes it worthless. */
export const verificationTokens = (secret: string): VerificationTokens => {
  const macOf = ({ id, email }: { id: string; email: string }) => mac(secret, 'verify-email', id, email);
  return {
    tokenOf: (user) => `${user.id}.${macOf(user)}`,
    claimedUser: (token) => {
      const [id = ''] = token.split('.');
      return idKind(id) === 'usr' ? (id as UserId) : undefined;
    },
    isGenuine: (token, user) => isSameMac(token, `${user.id}.${macOf(user)}`),
  };
};

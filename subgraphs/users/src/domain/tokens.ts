import type { SessionId, UserId } from '@stoa/contracts';
import type { Session } from './session.ts';
import type { User } from './user.ts';

/** What the link of a verification mail carries: recomputed whenever it is needed, stored nowhere. */
export interface VerificationTokens {
  tokenOf(user: Pick<User, 'id' | 'email'>): string;
  /** Whose token this claims to be; undefined when it is none. */
  claimedUser(token: string): UserId | undefined;
  /** Whether the token is the one of this user and this address. */
  isGenuine(token: string, user: Pick<User, 'id' | 'email'>): boolean;
}

/** What a refresh token says of itself, before anybody has checked it. */
export interface ClaimedRefresh {
  readonly sessionId: SessionId;
  readonly generation: number;
  readonly mac: string;
}

export interface RefreshTokens {
  /** The refresh token of the session's present generation. */
  tokenOf(session: Pick<Session, 'id' | 'seed' | 'generation'>): string;
  read(token: string): ClaimedRefresh | undefined;
  isGenuine(claimed: ClaimedRefresh, session: Pick<Session, 'id' | 'seed'>): boolean;
}

export interface AccessTokens {
  /** A signed token for ten minutes from `at`. */
  issue(user: Pick<User, 'id' | 'roles'>, sessionId: SessionId, at: Date): { token: string; expiresAt: Date };
  /** The public keys that tokens in use are signed with, as RFC 7517 writes them. */
  readonly keySet: { readonly keys: readonly object[] };
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Does the same work when there is no hash to compare with, so that unknown accounts take as long as known ones. */
  matches(hash: string | undefined, password: string): Promise<boolean>;
}

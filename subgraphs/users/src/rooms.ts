import type { AccessTokens, Passwords, RefreshTokens, VerificationTokens } from './domain/tokens.ts';
import type { SessionRepository } from './persistence/session-repository.ts';
import type { UserRepository } from './persistence/user-repository.ts';

/** What commands and resolvers of users work with. */
export interface Rooms {
  readonly users: UserRepository;
  readonly sessions: SessionRepository;
  readonly passwords: Passwords;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly verificationTokens: VerificationTokens;
}

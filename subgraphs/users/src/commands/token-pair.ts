import type { Session } from '../domain/session.ts';
import type { User } from '../domain/user.ts';
import type { Rooms } from '../rooms.ts';

/** What somebody who has signed in holds. */
export interface SignedIn {
  readonly user: User;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
}

/** A fresh access token with the roles of now, and the refresh token of the session's present generation. */
export const tokenPair = (
  { accessTokens, refreshTokens }: Pick<Rooms, 'accessTokens' | 'refreshTokens'>,
  { user, session, at }: { user: User; session: Session; at: Date },
): SignedIn => {
  const { token, expiresAt } = accessTokens.issue(user, session.id, at);
  return { user, accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken: refreshTokens.tokenOf(session) };
};

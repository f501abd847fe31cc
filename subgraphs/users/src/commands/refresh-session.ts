import { err, ok, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { refreshSession as refreshed, type Session } from '../domain/session.ts';
import type { Rooms } from '../rooms.ts';
import { tokenPair, type SignedIn } from './token-pair.ts';
import type { InvalidToken } from './verify-email.ts';

/** Spends a refresh token for the next pair. One that was spent before ends its session, for good. */
export const refreshSession =
  (rooms: Rooms) =>
  async (door: Door, { refreshToken }: { refreshToken: string }): Promise<Result<SignedIn, InvalidToken>> => {
    const { users, sessions, refreshTokens } = rooms;
    const claimed = refreshTokens.read(refreshToken);
    if (!claimed) return err({ kind: 'INVALID_TOKEN' });
    const allow = (session: Session) => refreshTokens.isGenuine(claimed, session);
    const result = await sessions.update(claimed.sessionId, { door, allow }, refreshed(claimed.generation, door.at));
    if (!result.ok || result.value.status === 'ENDED') return err({ kind: 'INVALID_TOKEN' });
    const [user] = await users.byIds([result.value.userId]);
    return user ? ok(tokenPair(rooms, { user, session: result.value, at: door.at })) : err({ kind: 'INVALID_TOKEN' });
  };

import { err, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { verifyEmail as verified } from '../domain/email-verification.ts';
import type { User } from '../domain/user.ts';
import type { Rooms } from '../rooms.ts';

export interface InvalidToken {
  readonly kind: 'INVALID_TOKEN';
}

/** Somebody follows the link of the verification mail. Twice is not an error. */
export const verifyEmail =
  ({ users, verificationTokens }: Rooms) =>
  async (door: Door, { token }: { token: string }): Promise<Result<User, InvalidToken>> => {
    const userId = verificationTokens.claimedUser(token);
    if (!userId) return err({ kind: 'INVALID_TOKEN' });
    const allow = (user: User) => verificationTokens.isGenuine(token, user);
    const result = await users.update(userId, { door, allow }, verified(door.at));
    return result.ok ? result : err({ kind: 'INVALID_TOKEN' });
  };

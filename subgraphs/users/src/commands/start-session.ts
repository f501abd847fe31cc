import { randomBytes } from 'node:crypto';
import { err, newId, ok, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { normalizeEmail } from '../domain/account-details.ts';
import { startSession as started } from '../domain/session.ts';
import type { Rooms } from '../rooms.ts';
import { tokenPair, type SignedIn } from './token-pair.ts';

export interface InvalidCredentials {
  readonly kind: 'INVALID_CREDENTIALS';
}

// Longer than any password there is: what is cut off cannot have mattered.
const LONGEST_CHECKED = 1_000;

/** Somebody signs in. An unknown account costs the same work as a known one. */
export const startSession =
  (rooms: Rooms) =>
  async (door: Door, input: { email: string; password: string }): Promise<Result<SignedIn, InvalidCredentials>> => {
    const { users, sessions, passwords } = rooms;
    const user = await users.byEmail(normalizeEmail(input.email.slice(0, LONGEST_CHECKED)));
    const isRight = await passwords.matches(user?.passwordHash, input.password.slice(0, LONGEST_CHECKED));
    if (!user || !isRight) return err({ kind: 'INVALID_CREDENTIALS' });
    const seed = randomBytes(32).toString('base64url');
    const session = await sessions.create(door, () =>
      started({ id: newId('ses'), userId: user.id, seed, at: door.at }),
    );
    return session.ok ? ok(tokenPair(rooms, { user, session: session.value, at: door.at })) : session;
  };

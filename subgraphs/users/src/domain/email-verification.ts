import { EmailVerificationRequested, EmailVerified } from '@stoa/contracts';
import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import type { User } from './user.ts';

/** The person has shown that the address is theirs. Following the link twice is not an error. */
export const verifyEmail =
  (at: Date): Decide<User, Announcement, never> =>
  (user) =>
    user.emailVerifiedAt
      ? unchanged(user)
      : changed({ ...user, emailVerifiedAt: at }, [EmailVerified.of({ userId: user.id })]);

const SHORTEST_PAUSE_MS = 60_000;

/** Asks for the mail once more: not within a minute of the last one, and not once the address is verified. */
export const requestVerification =
  (at: Date): Decide<User, Announcement, never> =>
  (user) => {
    const lastAt = user.verificationRequestedAt?.getTime() ?? -Infinity;
    if (user.emailVerifiedAt || at.getTime() - lastAt < SHORTEST_PAUSE_MS) return unchanged(user);
    return changed({ ...user, verificationRequestedAt: at }, [EmailVerificationRequested.of({ userId: user.id })]);
  };

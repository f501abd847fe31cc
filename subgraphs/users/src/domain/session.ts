import { SessionEnded, SessionStarted, type SessionId, type UserId } from '@stoa/contracts';
import { changed, refused, unchanged, type Announcement, type Decide, type Decision } from '@stoa/kernel';

/** One sign-in and the refresh tokens that follow from it. */
export type Session = OpenSession | EndedSession;

export interface OpenSession extends SessionBody {
  readonly status: 'OPEN';
}
/** Never left. */
export interface EndedSession extends SessionBody {
  readonly status: 'ENDED';
  readonly endedAt: Date;
  readonly because: 'SIGNED_OUT' | 'REVOKED' | 'TOKEN_REUSED';
}

export interface SessionBody {
  readonly id: SessionId;
  readonly version: number;
  readonly userId: UserId;
  /** Random; the refresh tokens are made of it and of a secret. */
  readonly seed: string;
  /** Which refresh token is the latest, from 1. */
  readonly generation: number;
  readonly startedAt: Date;
  readonly rotatedAt: Date;
  readonly expiresAt: Date;
}

/** The session has ended or was not used for too long. */
export interface SessionOver {
  readonly kind: 'SESSION_OVER';
}

const LIFETIME_MS = 30 * 24 * 3_600_000;
/** Two tabs refresh at once: whoever comes second gets the same successor. Source: RELIABILITY.md, Identity. */
const RACE_MS = 20_000;

/** Somebody has signed in. */
export const startSession = ({
  id,
  userId,
  seed,
  at,
}: {
  id: SessionId;
  userId: UserId;
  seed: string;
  at: Date;
}): Decision<Session, Announcement, never> => {
  const opened = { id, version: 1, userId, seed, generation: 1, startedAt: at, rotatedAt: at, expiresAt: after(at) };
  return changed({ ...opened, status: 'OPEN' }, [SessionStarted.of({ sessionId: id, userId })]);
};

/**
 * Spends the refresh token of a generation. The latest makes way for its successor; the one before it still leads to the same
 * successor while a race is possible; any other was stolen from somebody, and the session ends.
 */
export const refreshSession =
  (generation: number, at: Date): Decide<Session, Announcement, SessionOver> =>
  (session) => {
    if (session.status === 'ENDED' || session.expiresAt <= at) return refused({ kind: 'SESSION_OVER' });
    if (generation === session.generation)
      return changed({ ...session, generation: generation + 1, rotatedAt: at, expiresAt: after(at) }, []);
    const isRaceLoser = generation === session.generation - 1 && at.getTime() - session.rotatedAt.getTime() <= RACE_MS;
    return isRaceLoser ? unchanged(session) : ended(session, 'TOKEN_REUSED', at);
  };

/** The user signs out; twice is not an error. */
export const endSession =
  (at: Date): Decide<Session, Announcement, never> =>
  (session) =>
    session.status === 'ENDED' ? unchanged(session) : ended(session, 'SIGNED_OUT', at);

const after = (at: Date) => new Date(at.getTime() + LIFETIME_MS);

const ended = (session: OpenSession, because: EndedSession['because'], at: Date) =>
  changed({ ...session, status: 'ENDED', endedAt: at, because } as const, [
    SessionEnded.of({ sessionId: session.id, userId: session.userId, because }),
  ]);

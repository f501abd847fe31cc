import { err, ok } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { endSession as ended, type Session } from '../domain/session.ts';
import type { Rooms } from '../rooms.ts';

/** Somebody signs out of this session, or of another one of theirs. Twice is not an error. */
export const endSession =
  ({ sessions }: Rooms) =>
  async (door: Door, { sessionId }: { sessionId?: string | null | undefined }) => {
    const { user } = door.caller;
    const id = sessionId ?? user?.sessionId;
    if (!user || id === undefined) return err({ kind: 'NOT_FOUND', id: id ?? 'no session' } as const);
    const allow = (session: Session) => session.userId === user.id;
    const result = await sessions.update(id, { door, allow }, ended(door.at));
    return result.ok ? ok(result.value.id) : result;
  };

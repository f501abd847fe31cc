import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { addressId, sessionId, userId } from '../values.ts';

export const UserRegistered = defineEvent({
  type: 'UserRegistered',
  version: 1,
  topic: 'users',
  aggregateId: (p) => p.userId,
  payload: z.object({ userId }),
});

/** The link itself is a secret: notifications reads it from the graph, it never travels in an event. */
export const EmailVerificationRequested = defineEvent({
  type: 'EmailVerificationRequested',
  version: 1,
  topic: 'users',
  aggregateId: (p) => p.userId,
  payload: z.object({ userId }),
});

export const EmailVerified = defineEvent({
  type: 'EmailVerified',
  version: 1,
  topic: 'users',
  aggregateId: (p) => p.userId,
  payload: z.object({ userId }),
});

export const UserRoleGranted = defineEvent({
  type: 'UserRoleGranted',
  version: 1,
  topic: 'users',
  aggregateId: (p) => p.userId,
  payload: z.object({ userId, role: z.string() }),
});

export const UserRoleRevoked = defineEvent({
  type: 'UserRoleRevoked',
  version: 1,
  topic: 'users',
  aggregateId: (p) => p.userId,
  payload: z.object({ userId, role: z.string() }),
});

export const AddressBookChanged = defineEvent({
  type: 'AddressBookChanged',
  version: 1,
  topic: 'users',
  aggregateId: (p) => p.userId,
  payload: z.object({ userId, addressId, change: z.enum(['ADDED', 'CHANGED', 'REMOVED']) }),
});

export const SessionStarted = defineEvent({
  type: 'SessionStarted',
  version: 1,
  topic: 'users',
  aggregateId: (p) => p.sessionId,
  payload: z.object({ sessionId, userId }),
});

export const SessionEnded = defineEvent({
  type: 'SessionEnded',
  version: 1,
  topic: 'users',
  aggregateId: (p) => p.sessionId,
  payload: z.object({ sessionId, userId, because: z.enum(['SIGNED_OUT', 'REVOKED', 'TOKEN_REUSED']) }),
});

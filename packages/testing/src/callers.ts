import { createHash } from 'node:crypto';
import { newId, type Caller, type Role } from '@stoa/kernel';

/** A signed-in person. */
export const aUser = ({
  id = newId('usr'),
  roles = ['CUSTOMER'],
}: { id?: `usr_${string}`; roles?: Role[] } = {}): Caller & {
  user: NonNullable<Caller['user']>;
} => ({ user: { id, sessionId: newId('ses'), roles, scopes: [] } });

/** A visitor with a cart token, as the router hands it on. */
export const aGuest = (token = newId('tok')): Caller & { guest: string } => ({ guest: sha256(token) });

/** Whoever shows an order's access token. */
export const withOrderToken = (token: string): Caller => ({ orderAccess: sha256(token) });

/** A subgraph that asks with the internal scope. */
export const aService = (name: string): Caller => ({ service: { name, scopes: ['internal'] } });

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

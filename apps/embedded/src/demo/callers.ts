import { createHash } from 'node:crypto';
import type { Caller, Role } from '@stoa/kernel';

/** A signed-in person of the demo market. */
export const person = (id: string, ...roles: Role[]): Caller => ({
  user: { id: id as `usr_${string}`, sessionId: 'ses_demo', roles: ['CUSTOMER', ...roles], scopes: [] },
});

/** A visitor with a cart token and, once something was ordered, the order's token. */
export const guest = (cartToken: string, orderToken?: string): Caller => ({
  guest: sha256(cartToken),
  ...(orderToken !== undefined && { orderAccess: sha256(orderToken) }),
});

/** The platform itself, allowed to read what mails need. */
export const platform: Caller = { service: { name: 'demo', scopes: ['internal'] } };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

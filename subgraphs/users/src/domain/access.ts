import { hasRole, hasServiceScope, type Caller } from '@stoa/kernel';

/** Whether more than the id of this account may be told: to the person, to support, to a subgraph with the internal scope. */
export const maySeeAccount = (caller: Caller, userId: string): boolean =>
  caller.user?.id === userId || hasRole(caller, 'SUPPORT', 'ADMIN') || hasServiceScope(caller, 'internal');

/** Whether this account may be acted for: by the person, by support. */
export const mayActFor = (caller: Caller, userId: string): boolean =>
  caller.user?.id === userId || hasRole(caller, 'SUPPORT', 'ADMIN');

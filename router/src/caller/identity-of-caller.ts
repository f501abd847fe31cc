import type { Caller } from '@stoa/kernel';
import type { Identity } from '../engine/engine.ts';

/** A caller's rights in Stoa's graph, as the subgraphs see them too: policies name roles. */
export const identityOfCaller = (caller: Caller): Identity => {
  const { user, service } = caller;
  return {
    key: keyOf(caller),
    subject: user?.id ?? service?.name ?? '',
    isAuthenticated: user !== undefined || service !== undefined,
    scopes: scopesOf(caller),
    // A subgraph that asks with the internal scope may read what its operation names, whatever the viewer's role.
    policies: service?.scopes.includes('internal') ? ALL_POLICIES : (user?.roles ?? NONE),
  };
};

const scopesOf = ({ user, service }: Caller): readonly string[] =>
  service ? [...(user?.scopes ?? NONE), ...service.scopes] : (user?.scopes ?? NONE);

const NONE: readonly string[] = [];
const ALL_POLICIES: readonly string[] = ['CUSTOMER', 'SUPPORT', 'ADMIN'];

/** Everything that an answer may depend on, in one order. */
function keyOf({ user, guest, orderAccess, service }: Caller): string {
  if (!user && guest === undefined && orderAccess === undefined && !service) return '';
  return JSON.stringify([
    user ? [user.id, user.sessionId, user.roles, user.scopes] : null,
    guest ?? null,
    orderAccess ?? null,
    service ? [service.name, service.scopes] : null,
  ]);
}

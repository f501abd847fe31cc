import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Caller } from '@stoa/kernel';
import type { Identified, Identify } from '../front/identify.ts';
import { badRequest } from '../refusal.ts';
import type { User } from './access-token.ts';
import { bearerToken } from './bearer-token.ts';
import { identityOfCaller } from './identity-of-caller.ts';
import { invalidToken } from './invalid-token.ts';
import { singleHeader } from './single-header.ts';

/** The user of a token; at once for a token that is known. */
export type UserOf = (token: string) => User | undefined | Promise<User | undefined>;

/**
 * Who sends a request to Stoa, from its headers alone; `service` is never set from outside.
 * @throws Refusal: 401 for a token that does not hold (never an anonymous visitor instead), 400 for headers that cannot be.
 */
export const identifyCaller = (userOf: UserOf): Identify => {
  // Most who are signed in show nothing besides: their rights are read once.
  const known = new WeakMap<User, Identified>();
  const ofUser = (user: User): Identified => {
    let identified = known.get(user);
    if (!identified) known.set(user, (identified = identifiedAs({ user })));
    return identified;
  };

  return (request) => {
    const authorization = singleHeader(request, 'authorization');
    const guest = secretHash(request, 'x-cart-token');
    const orderAccess = secretHash(request, 'x-order-token');
    const secrets = { ...(guest !== undefined && { guest }), ...(orderAccess !== undefined && { orderAccess }) };
    if (authorization === undefined) return identifiedAs(secrets);

    const signedIn = (user: User | undefined): Identified => {
      if (!user) throw invalidToken();
      return guest === undefined && orderAccess === undefined ? ofUser(user) : identifiedAs({ user, ...secrets });
    };
    const token = bearerToken(authorization);
    const user = token === undefined ? undefined : userOf(token);
    return user instanceof Promise ? user.then(signedIn) : signedIn(user);
  };
};

const identifiedAs = (caller: Caller): Identified => ({ caller, identity: identityOfCaller(caller) });

// 16 characters are too few for a secret already; who makes one up must not share it by accident.
const SECRET = /^[\w~+/.=-]{16,512}$/;

function secretHash(request: IncomingMessage, name: string): string | undefined {
  const secret = singleHeader(request, name);
  if (secret === undefined) return undefined;
  if (!SECRET.test(secret)) throw badRequest(`${name} is 16 to 512 letters, digits or -._~+/=`);
  return createHash('sha256').update(secret).digest('hex');
}

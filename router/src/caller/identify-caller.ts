import { createHash } from 'node:crypto';
import type { Caller } from '@stoa/kernel';
import type { Identified, Identify, ShownHeaders } from '../front/identify.ts';
import { badRequest } from '../refusal.ts';
import type { SignedIn } from './access-token.ts';
import { bearerToken } from './bearer-token.ts';
import { identityOfCaller } from './identity-of-caller.ts';
import { invalidToken } from './invalid-token.ts';
import { singleHeader } from './single-header.ts';

/** Who shows a token; at once for a token that is known. */
export type SignedInBy = (token: string) => SignedIn | undefined | Promise<SignedIn | undefined>;

/**
 * Who sends a request to Stoa, from its headers alone; `service` is never set from outside.
 * @throws Refusal: 401 for a token that does not hold (never an anonymous visitor instead), 400 for headers that cannot be.
 */
export const identifyCaller = (signedInBy: SignedInBy): Identify => {
  // Most who are signed in show nothing besides: their rights are read once.
  const known = new WeakMap<SignedIn, Identified>();
  const ofUser = (signedIn: SignedIn): Identified => {
    let identified = known.get(signedIn);
    if (!identified) known.set(signedIn, (identified = identifiedAs({ user: signedIn.user }, signedIn.expiresAt)));
    return identified;
  };

  return (request) => {
    const authorization = singleHeader(request, 'authorization');
    const guest = secretHash(request, 'x-cart-token');
    const orderAccess = secretHash(request, 'x-order-token');
    const secrets = { ...(guest !== undefined && { guest }), ...(orderAccess !== undefined && { orderAccess }) };
    if (authorization === undefined) return identifiedAs(secrets);

    const identifiedBy = (signedIn: SignedIn | undefined): Identified => {
      if (!signedIn) throw invalidToken();
      if (guest === undefined && orderAccess === undefined) return ofUser(signedIn);
      return identifiedAs({ user: signedIn.user, ...secrets }, signedIn.expiresAt);
    };
    const token = bearerToken(authorization);
    const signedIn = token === undefined ? undefined : signedInBy(token);
    return signedIn instanceof Promise ? signedIn.then(identifiedBy) : identifiedBy(signedIn);
  };
};

const identifiedAs = (caller: Caller, expiresAt?: number): Identified => ({
  caller,
  identity: identityOfCaller(caller),
  expiresAt,
});

// 16 characters are too few for a secret already; who makes one up must not share it by accident.
const SECRET = /^[\w~+/.=-]{16,512}$/;

function secretHash(request: ShownHeaders, name: string): string | undefined {
  const secret = singleHeader(request, name);
  if (secret === undefined) return undefined;
  if (!SECRET.test(secret)) throw badRequest(`${name} is 16 to 512 letters, digits or -._~+/=`);
  return createHash('sha256').update(secret).digest('hex');
}

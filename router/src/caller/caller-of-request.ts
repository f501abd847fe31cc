import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Caller } from '@stoa/kernel';
import type { User } from './access-token.ts';
import { badRequest, Refusal } from '../refusal.ts';

/**
 * Who sends this request, from its headers alone; `service` is never set from outside.
 * @throws Refusal: 401 for a token that does not hold (never an anonymous visitor instead), 400 for headers that cannot be.
 */
export const callerOfRequest = async (
  request: IncomingMessage,
  userOf: (token: string) => Promise<User | undefined>,
): Promise<Caller> => {
  const authorization = single(request, 'authorization');
  const guest = secretHash(request, 'x-cart-token');
  const orderAccess = secretHash(request, 'x-order-token');
  const user = authorization === undefined ? undefined : await signedIn(authorization, userOf);
  return { ...(user && { user }), ...(guest && { guest }), ...(orderAccess && { orderAccess }) };
};

async function signedIn(authorization: string, userOf: (token: string) => Promise<User | undefined>): Promise<User> {
  const token = /^bearer +([\w~+/.=-]+)$/i.exec(authorization)?.[1];
  const user = token && (await userOf(token));
  if (user) return user;
  throw new Refusal({
    status: 401,
    code: 'UNAUTHENTICATED',
    message: 'The access token is not valid or no longer so. Refresh it or sign in again.',
    headers: { 'www-authenticate': 'Bearer realm="stoa", error="invalid_token"' },
  });
}

// 16 characters are too few for a secret already; who makes one up must not share it by accident.
const SECRET = /^[\w~+/.=-]{16,512}$/;

function secretHash(request: IncomingMessage, name: string): string | undefined {
  const secret = single(request, name);
  if (secret === undefined) return undefined;
  if (!SECRET.test(secret)) throw badRequest(`${name} is 16 to 512 letters, digits or -._~+/=`);
  return createHash('sha256').update(secret).digest('hex');
}

function single(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name];
  if (values && values.length > 1) throw badRequest(`${name} may be given once`);
  return values?.[0];
}

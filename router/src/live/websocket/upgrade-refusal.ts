import type { IncomingMessage } from 'node:http';
import { pathOf } from '../../front/request-listener.ts';
import { badRequest, noSuchPage, Refusal, unavailable } from '../../refusal.ts';

export interface UpgradeRules {
  /** Where sockets are opened. */
  readonly paths: readonly string[];
  /** Besides our own pages'. Absent: any. Tokens are never cookies, so a foreign page can do nothing in a visitor's name. */
  readonly isOriginAllowed?: ((origin: string) => boolean) | undefined;
  /** Whether this process takes no more of them. */
  readonly isFull: () => boolean;
  readonly isDraining: () => boolean;
  /** Whether too many sockets of its address have not said yet who they are. */
  readonly isCrowded: (address: string) => boolean;
}

/** Why no socket is opened; undefined when one may be. What is wrong with the WebSocket handshake itself is looked at later. */
export const upgradeRefusal = (request: IncomingMessage, address: string, rules: UpgradeRules): Refusal | undefined => {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (!rules.paths.includes(pathOf(request))) return noSuchPage();
  if (request.method !== 'GET') return noGet();
  if (encoding !== undefined || (length !== undefined && length !== '0')) return badRequest('An upgrade has no body.');
  if (isForeign(request, rules)) return foreignOrigin();
  if (rules.isDraining() || rules.isFull()) return busy();
  if (rules.isCrowded(address)) return crowded();
  return undefined;
};

// A browser names the origin of our own pages too, which over HTTP need nobody's leave. Who ends TLS before us keeps the host.
const isForeign = ({ headers: { origin, host } }: IncomingMessage, { isOriginAllowed }: UpgradeRules): boolean =>
  origin !== undefined && isOriginAllowed?.(origin) === false && !origin.endsWith(`://${host}`);

const foreignOrigin = () =>
  new Refusal({ status: 403, code: 'FORBIDDEN', message: 'Pages of this origin may not connect.' });

/** `message` says what is wrong with the WebSocket handshake. RFC 6455 §4.4: who speaks another version is told ours. */
export const badHandshake = (message: string): Refusal =>
  new Refusal({ status: 400, code: 'BAD_REQUEST', message, headers: { 'sec-websocket-version': '13' } });

const noGet = () =>
  new Refusal({
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: 'A WebSocket is opened by GET.',
    headers: { allow: 'GET' },
  });

const RETRY = { 'retry-after': '5' };

const busy = () => {
  const { status, code, message } = unavailable(503, 'No more sockets here. Try again.');
  return new Refusal({ status, code, message, headers: RETRY });
};

const crowded = () =>
  new Refusal({
    status: 429,
    code: 'RATE_LIMITED',
    message: 'Too many sockets of this address wait for connection_init.',
    headers: RETRY,
  });

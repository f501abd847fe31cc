import { isIP, isIPv6 } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** Nothing is known of a peer that has left already. */
const UNKNOWN = 'unknown';

/**
 * The address that a request comes from. Each of `trustedProxies` proxies before us has appended the peer it saw to
 * `x-forwarded-for`, so that many entries from its end are true; what stands before them is whatever the client wrote.
 * With none, the header is not looked at. What is no address there is passed over for the connection's own.
 */
export const clientAddress = ({ headers, socket }: IncomingMessage, trustedProxies: number): string => {
  const peer = peerOf(socket);
  const forwarded = headers['x-forwarded-for'];
  if (trustedProxies <= 0 || forwarded === undefined) return peer;
  const entries = String(forwarded).split(',');
  return plain(entries[Math.max(entries.length - trustedProxies, 0)] ?? '') ?? peer;
};

// A connection is looked at once: it brings many requests.
const peers = new WeakMap<IncomingMessage['socket'], string>();

function peerOf(socket: IncomingMessage['socket']): string {
  let peer = peers.get(socket);
  if (peer === undefined) peers.set(socket, (peer = plain(socket.remoteAddress ?? '') ?? UNKNOWN));
  return peer;
}

/** The address without port, brackets or zone; IPv4 in its own form. Undefined when it is none. */
function plain(text: string): string | undefined {
  const trimmed = text.trim();
  const address = (/^\[(.*)\](?::\d+)?$/.exec(trimmed)?.[1] ?? trimmed).replace(/%.*$/, '');
  const short = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return isIP(short) === 0 ? undefined : short.toLowerCase();
}

const NETWORK_GROUPS = 4;

/** Who is counted together: an IPv4 address, or the /64 network of an IPv6 address, of which one subscriber has all. */
export const addressToCount = (address: string): string => {
  if (!isIPv6(address)) return address;
  const [before = '', after] = address.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after ? after.split(':') : [];
  const zeros = after === undefined ? 0 : Math.max(8 - head.length - tail.length, 0);
  return [...head, ...Array.from({ length: zeros }, () => '0'), ...tail]
    .slice(0, NETWORK_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

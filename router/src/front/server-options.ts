import type { ServerOptions } from 'node:http';

export interface ServerTimes {
  /** For a request's headers to arrive, milliseconds. */
  readonly headersTimeoutMs?: number;
  /** For a whole request to arrive, milliseconds; the operation's own time comes after it. */
  readonly requestTimeoutMs?: number;
  /** How often both are looked at, milliseconds. */
  readonly checkEveryMs?: number;
}

/**
 * What protects the server from sockets that are opened and never finish their request: 408 and the end of the connection.
 * Kept connections outlast the usual 60 s of a load balancer, so that never both let go at the same time.
 */
export const serverOptions = ({
  headersTimeoutMs = 10_000,
  requestTimeoutMs = 30_000,
  checkEveryMs = 2_000,
}: ServerTimes = {}): ServerOptions => ({
  headersTimeout: headersTimeoutMs,
  requestTimeout: requestTimeoutMs,
  connectionsCheckingInterval: checkEveryMs,
  keepAliveTimeout: 65_000,
  noDelay: true,
});

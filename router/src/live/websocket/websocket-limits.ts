/** What one process, one address and one socket may have of it. */
export interface WebSocketLimits {
  /** Sockets of this process. */
  readonly sockets: number;
  /** Sockets of one address (of one /64 network in IPv6) whose `connection_init` is not acknowledged yet. */
  readonly initializingPerAddress: number;
  /** Subscriptions of one socket. */
  readonly subscriptions: number;
  /** Bytes of one message. */
  readonly messageBytes: number;
  /** Frames of one socket, whatever they hold, averaged over five seconds. */
  readonly messagesPerSecond: number;
  /** How long a socket may take to send `connection_init`, milliseconds. */
  readonly initTimeoutMs: number;
  /** How long it may take to find out who sent it, milliseconds. */
  readonly identifyTimeoutMs: number;
  /** What waits for a client before newer states take the place of older ones, bytes. */
  readonly bufferedBytes: number;
  /** How long a client may take nothing of what waits for it, milliseconds; it is told in pieces of up to `bufferedBytes`. */
  readonly stalledMs: number;
  /** How often a client is asked for a sign of life, which it has to give until it is asked again; milliseconds. */
  readonly heartbeatMs: number;
  /** How long a client may take to confirm that its socket is closed, milliseconds. */
  readonly closeTimeoutMs: number;
}

export const DEFAULT_WEBSOCKET_LIMITS: WebSocketLimits = {
  sockets: 50_000,
  initializingPerAddress: 1_000,
  subscriptions: 100,
  messageBytes: 100_000,
  messagesPerSecond: 50,
  initTimeoutMs: 3_000,
  identifyTimeoutMs: 15_000,
  bufferedBytes: 65_536,
  stalledMs: 60_000,
  heartbeatMs: 12_000,
  closeTimeoutMs: 3_000,
};

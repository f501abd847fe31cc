import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface SocketTiming {
  /** Longest wait for the upgrade, and again for the acknowledgement, milliseconds. */
  readonly acknowledgeMs: number;
  /** How often the subgraph is asked for a sign of life, milliseconds. */
  readonly keepAliveMs: number;
  /** How long it may take to give one, milliseconds. */
  readonly pongMs: number;
}

export interface SubgraphSocketOptions {
  /** ws or wss */
  readonly url: string;
  /** Of the upgrade. @throws when they are not fit for HTTP */
  readonly headers: Readonly<Record<string, string>>;
  /** The payload of `connection_init`; none when undefined. */
  readonly connectionParams: Readonly<Record<string, string>> | undefined;
  readonly payload: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> | undefined };
  /** Largest message in bytes. */
  readonly messageLimit: number;
  readonly timing: SocketTiming;
}

export interface SubgraphSocketListener {
  readonly next: (payload: unknown) => void;
  /** The subgraph has nothing more to say. */
  readonly complete: () => void;
  /** The subgraph refused the operation. */
  readonly refuse: (errors: readonly unknown[]) => void;
  /** The connection failed, or did not come to be: a close event, an error event or an error. */
  readonly fail: (failure: unknown) => void;
}

/**
 * One connection to a subgraph with one subscription on it, over https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
 * Whoever opened it decides whether there is another one after it. @returns its end: complete, and the socket closed
 */
export const openSubgraphSocket = (options: SubgraphSocketOptions, listener: SubgraphSocketListener): (() => void) => {
  const { url, payload, connectionParams, timing } = options;
  let socket: WebSocket | undefined;
  let silence: NodeJS.Timeout | undefined;
  let failure: unknown;
  let isAcknowledged = false;
  let isDone = false;
  const hearing = (message?: { readonly type: string; readonly id?: unknown }) => {
    clearTimeout(silence);
    isDone ||= (message?.type === 'complete' || message?.type === 'error') && message.id === ID;
  };
  const failing = (event: unknown) => {
    failure ??= event;
    hearing();
    // The library would connect anew at once, and for ever, after a normal closure.
    void Promise.resolve(client.dispose()).catch(() => undefined);
  };

  const client = createClient({
    url,
    ...(connectionParams && { connectionParams }),
    retryAttempts: 0,
    keepAlive: timing.keepAliveMs,
    connectionAckWaitTimeout: timing.acknowledgeMs,
    generateID: () => ID,
    webSocketImpl: socketsOf(options, (opened) => (socket = opened)),
    on: {
      connected: () => (isAcknowledged = true),
      error: failing,
      closed: failing,
      message: hearing,
      ping: (isReceived) => {
        if (!isReceived) silence = setTimeout(() => socket?.terminate(), timing.pongMs);
      },
    },
  });

  const leave = client.subscribe<unknown>(
    { query: payload.query, ...(payload.variables && { variables: payload.variables }) },
    {
      next: (payload) => {
        // The library hears on for as long as the last word is on its way.
        if (!isDone) listener.next(payload);
      },
      complete: () => (failure === undefined ? listener.complete() : listener.fail(failure)),
      error: (error) => (Array.isArray(error) ? listener.refuse(error) : listener.fail(error)),
    },
  );

  return () => {
    hearing();
    leave();
    // The library closes what it has connected; until then it waits.
    if (!isAcknowledged) socket?.terminate();
  };
};

/** Of the one subscription on each connection. */
const ID = '1';

/** How long a subgraph may take to say that it has closed, milliseconds. */
const CLOSE_MS = 2_000;

function socketsOf({ headers, messageLimit, timing }: SubgraphSocketOptions, onOpen: (socket: WebSocket) => void) {
  const settings = {
    headers,
    maxPayload: messageLimit,
    handshakeTimeout: timing.acknowledgeMs,
    closeTimeout: CLOSE_MS,
    // Compression costs each connection its window, and lets few bytes become many.
    perMessageDeflate: false,
  };
  return class SubgraphWebSocket extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, settings);
      onOpen(this);
    }
  };
}

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { systemClock, type Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import type { WebSocket } from 'ws';
import type { Identify } from '../../front/identify.ts';
import type { Refusal } from '../../refusal.ts';
import type { LiveGraph } from '../live-graph.ts';
import { SUBPROTOCOL_NOT_ACCEPTABLE } from './closing.ts';
import { drainSockets } from './drain-sockets.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { Session } from './session.ts';
import { sessionListeners } from './session-socket.ts';
import { sessionContext } from './session-context.ts';
import { socketServer, SUBPROTOCOL } from './socket-server.ts';
import { SweptSockets } from './swept-sockets.ts';
import { badHandshake, upgradeRefusal } from './upgrade-refusal.ts';
import { DEFAULT_WEBSOCKET_LIMITS, type WebSocketLimits } from './websocket-limits.ts';

export interface WebSocketDoorOptions {
  readonly live: LiveGraph;
  readonly identify: Identify;
  readonly log: Log;
  /** The client's address, as its limits count it. */
  readonly clientAddressOf: (request: IncomingMessage) => string;
  readonly limits?: Partial<WebSocketLimits> | undefined;
  /** Where sockets are opened; default `/` and `/graphql`. */
  readonly paths?: readonly string[] | undefined;
  /** Whether pages of an origin may connect; absent: those of any. */
  readonly isOriginAllowed?: ((origin: string) => boolean) | undefined;
  readonly metrics?: WebSocketMetrics | undefined;
  readonly clock?: Clock | undefined;
}

export interface WebSocketMetrics {
  readonly opened: () => void;
  /** 1006: cut, by either side. */
  readonly closed: (code: number) => void;
  /** An upgrade was answered with this HTTP status. */
  readonly refused: (status: number) => void;
}

export interface WebSocketCounts {
  readonly sockets: number;
  /** Sockets whose `connection_init` is not acknowledged. */
  readonly initializing: number;
  readonly subscriptions: number;
  /** `next` messages ever sent. */
  readonly sent: number;
}

export interface WebSocketDoor {
  /** For a server's `upgrade` event. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Takes no more sockets, closes those there are with 1001 and cuts what is left after `withinMs`. Once. */
  readonly drain: (withinMs: number) => Promise<void>;
  readonly counts: () => WebSocketCounts;
}

/** The graph's subscriptions over WebSockets, subprotocol `graphql-transport-ws`. */
export const webSocketDoor = (options: WebSocketDoorOptions): WebSocketDoor => {
  const { log, metrics, paths = ['/', '/graphql'], isOriginAllowed, clientAddressOf, clock = systemClock } = options;
  const limits = { ...DEFAULT_WEBSOCKET_LIMITS, ...options.limits };
  const sockets = new SweptSockets<Session>(clock);
  const context = sessionContext(options, limits, sockets);
  const { initializing, tally } = context;
  const server = socketServer(limits);
  let isDraining = false;
  const refuse = (socket: Duplex, refusal: Refusal): void => {
    metrics?.refused(refusal.status);
    refuseUpgrade(socket, refusal);
  };
  server.on('wsClientError', ({ message }: Error, socket: Duplex) => refuse(socket, badHandshake(message)));

  const listenTo = sessionListeners({
    failed: (error) => log.debug({ err: error }, 'websocket failed'),
    closed: (session, code) => {
      sockets.remove(session);
      metrics?.closed(code);
    },
  });
  const open = (socket: WebSocket, { headers, rawHeaders }: IncomingMessage, clientAddress: string): void => {
    const session = new Session(context, socket, { upgrade: { headers, rawHeaders }, clientAddress });
    sockets.add(session);
    metrics?.opened();
    listenTo(socket, session);
    if (socket.protocol !== SUBPROTOCOL) session.close(SUBPROTOCOL_NOT_ACCEPTABLE);
  };
  const rules = {
    paths,
    isOriginAllowed,
    isFull: () => sockets.size >= limits.sockets,
    isDraining: () => isDraining,
    isCrowded: (address: string) => initializing.isCrowded(address),
  };

  return {
    upgrade: (request, socket, head) => {
      const clientAddress = clientAddressOf(request);
      const refusal = upgradeRefusal(request, clientAddress, rules);
      if (refusal) refuse(socket, refusal);
      else server.handleUpgrade(request, socket, head, (opened) => open(opened, request, clientAddress));
    },
    drain: (withinMs) => {
      isDraining = true;
      return drainSockets(sockets, withinMs);
    },
    counts: () => ({ sockets: sockets.size, initializing: initializing.size, ...tally }),
  };
};

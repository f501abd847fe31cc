import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import type { SubgraphResponse } from '@stoa/subgraph-kit';
import { httpTransport, type HttpTransportOptions } from '../../../src/transport/http-transport.ts';
import { aFetch, aText, silent, type AFetch } from '../../transport/a-fetch.ts';
import { closeLater, listen } from '../../transport/a-server.ts';
import { QUICK } from './a-stream-graph.ts';

type Message = { readonly type: string; readonly id?: string; readonly payload?: unknown };

/** One connection as the server sees it, which speaks by hand. */
export class ServerSocket {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly messages: Message[] = [];

  constructor(socket: WebSocket, request: IncomingMessage) {
    this.socket = socket;
    this.request = request;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  next(id: string, payload: unknown): void {
    this.send({ type: 'next', id, payload });
  }
}

type OnMessage = (message: Message & { readonly id: string }, socket: ServerSocket) => void;

export const acknowledging =
  (onSubscribe: OnMessage = () => undefined): OnMessage =>
  (message, socket) => {
    if (message.type === 'connection_init') socket.send({ type: 'connection_ack' });
    if (message.type === 'subscribe') onSubscribe(message, socket);
  };

/** A server that speaks to sockets by hand. */
export const aSocketServer = async (
  onMessage: OnMessage,
  { onOpen = () => undefined, protocol = true }: { onOpen?: (socket: ServerSocket) => void; protocol?: boolean } = {},
) => {
  const connections: ServerSocket[] = [];
  const times: number[] = [];
  const server = createServer();
  const sockets = new WebSocketServer({ server, ...(!protocol && { handleProtocols: () => false as const }) });
  sockets.on('connection', (socket, request) => {
    const connection = new ServerSocket(socket, request);
    connections.push(connection);
    times.push(performance.now());
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message & { id: string };
      connection.messages.push(message);
      onMessage(message, connection);
    });
    onOpen(connection);
  });
  const url = await listen(server);
  closeLater(() => {
    for (const socket of sockets.clients) socket.terminate();
    return Promise.resolve();
  });
  const untilAllClosed = async () => {
    do await delay(5);
    while (sockets.clients.size > 0);
  };
  return { url, connections, times, untilAllClosed };
};

/** Subscribes over an HTTP transport; what the listener heard. */
export const subscribed = (url: string, options: Partial<HttpTransportOptions> = {}, fetch: AFetch = {}) => {
  const transport = httpTransport({ url, log: silent, subscriptionTiming: QUICK, ...options });
  closeLater(() => transport.close().catch(() => undefined));
  const events: SubgraphResponse[] = [];
  const end = Promise.withResolvers<SubgraphResponse['errors']>();
  const first = Promise.withResolvers<SubgraphResponse>();
  let ends = 0;
  const subscription = transport.subscribe?.(aFetch({ query: aText('subscription { a }', 'subscription'), ...fetch }), {
    next: (event) => {
      events.push(event);
      first.resolve(event);
    },
    end: (errors) => {
      ends += 1;
      end.resolve(errors);
    },
  });
  if (!subscription) throw new Error('No subscriptions here');
  return { transport, subscription, events, first: first.promise, end: end.promise, ends: () => ends };
};

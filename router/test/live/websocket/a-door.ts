import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ANYBODY } from '../../../src/front/identify.ts';
import { isWebSocketUpgrade } from '../../../src/live/websocket/socket-server.ts';
import { webSocketDoor, type WebSocketDoorOptions } from '../../../src/live/websocket/websocket-door.ts';
import { aLog } from '../../front/a-log.ts';
import { aLiveGraph, type ALiveGraph } from './a-live-graph.ts';

export interface ADoorOptions extends Partial<Omit<WebSocketDoorOptions, 'live' | 'log'>> {
  readonly live?: ALiveGraph;
}

/** A server whose sockets lead to a graph of a test's own. */
export const aDoor = async ({ live = aLiveGraph(), ...options }: ADoorOptions = {}) => {
  const { log, lines } = aLog();
  const closeCodes: number[] = [];
  const refusals: number[] = [];
  const door = webSocketDoor({
    identify: () => ANYBODY,
    clientAddressOf: ({ socket }) => socket.remoteAddress ?? 'unknown',
    metrics: {
      opened: () => undefined,
      closed: (code) => closeCodes.push(code),
      refused: (status) => refusals.push(status),
    },
    ...options,
    live: live.graph,
    log,
  });
  const server = createServer({ shouldUpgradeCallback: isWebSocketUpgrade }, (_, response) => response.end('served'));
  server.on('upgrade', door.upgrade);
  const connections: Socket[] = [];
  server.on('connection', (socket: Socket) => connections.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    door,
    live,
    lines,
    closeCodes,
    refusals,
    /** The server's ends of all connections. */
    connections,
    port,
    url: `ws://127.0.0.1:${port}/graphql`,
    close: async () => {
      await door.drain(50);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export type ADoor = Awaited<ReturnType<typeof aDoor>>;

import type { IncomingMessage } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocketLimits } from './websocket-limits.ts';

/** https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md#communication */
export const SUBPROTOCOL = 'graphql-transport-ws';

/** Does the handshake, and reads and writes frames. RFC 6455. */
export const socketServer = ({ messageBytes, closeTimeoutMs }: WebSocketLimits): WebSocketServer => {
  const options = {
    noServer: true,
    clientTracking: false,
    // It costs every socket more memory than all else together, and the newest states are small.
    perMessageDeflate: false,
    maxPayload: messageBytes,
    // A message in more pieces than this is sent to cost memory.
    maxFragments: 128,
    maxBufferedChunks: 1_024,
    closeTimeout: closeTimeoutMs,
    handleProtocols: acceptedProtocol,
  };
  return new WebSocketServer(options);
};

/** Without one of those that it offered, a client would give up before it is told why it is turned away. */
function acceptedProtocol(offered: Set<string>, _request: IncomingMessage): string | false {
  return offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false);
}

/** Whether a request wants a WebSocket: for a server's `shouldUpgradeCallback`, as other upgrades (`h2c`) are answered without one. */
export const isWebSocketUpgrade = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket';

import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach } from '@jest/globals';
import { httpTransport, type HttpTransport, type HttpTransportOptions } from '../../src/transport/http-transport.ts';
import { silent } from './a-fetch.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** Closes it when the test is over. */
export const closeLater = (close: () => Promise<unknown>): void => void open.push(close);

/** An HTTP server on a port of its own, closed with all its connections when the test is over; its address. */
export const aServer = (listener: RequestListener): Promise<string> => listen(createHttpServer(listener));

export const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A server that speaks to its sockets by hand; its address. */
export const aSocketServer = async (onConnection: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const transportTo = (url: string, options: Partial<HttpTransportOptions> = {}): HttpTransport => {
  const transport = httpTransport({ url, log: silent, ...options });
  closeLater(() => transport.close());
  return transport;
};

/** The whole body of a request as text. */
export const bodyOf = async (request: AsyncIterable<Buffer>): Promise<string> =>
  Buffer.concat(await Array.fromAsync(request)).toString();

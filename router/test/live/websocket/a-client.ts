import type { Socket } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';

export interface Message {
  readonly type: string;
  readonly id?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a test says that it is
  readonly payload?: any;
}

export const QUERY = { query: 'subscription { order { version } }' };

/** A bare socket: it says what a test says, and keeps what it is told. */
export const aClient = async (
  url: string,
  protocols: string | string[] = 'graphql-transport-ws',
  options: ClientOptions = {},
) => {
  const socket = new WebSocket(url, protocols, options);
  const messages: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  socket.on('message', (text: Buffer) => {
    const message = JSON.parse(text.toString()) as Message;
    const next = waiting.shift();
    if (next) next(message);
    else messages.push(message);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on('error', () => undefined);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const connection = (socket as unknown as { _socket: Socket })._socket;
  // A paused one would outlive its test.
  connection.unref();
  const send = (message: unknown) => {
    socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  };
  const next = () =>
    new Promise<Message>((resolve, reject) => {
      const message = messages.shift();
      if (message) return resolve(message);
      waiting.push(resolve);
      void closed.then(({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`)));
    });
  return {
    socket,
    /** Its TCP connection. */
    connection,
    messages,
    closed,
    send,
    next,
    subscribe: (id: string, payload: unknown = QUERY) => send({ id, type: 'subscribe', payload }),
  };
};

/** One that has been acknowledged. */
export const aReadyClient = async (url: string, payload?: unknown) => {
  const client = await aClient(url);
  client.send({ type: 'connection_init', payload });
  const ack = await client.next();
  if (ack.type !== 'connection_ack') throw new Error(`no connection_ack but ${ack.type}`);
  return client;
};

export type AClient = Awaited<ReturnType<typeof aClient>>;

/** Whether somebody is served as if nothing had happened. */
export const isServed = async (client: AClient): Promise<boolean> => {
  client.send({ type: 'ping', payload: { at: 1 } });
  return (await client.next()).type === 'pong';
};

/** Waits for what comes about soon. */
export const until = async (isSo: () => boolean, withinMs = 5_000): Promise<void> => {
  const end = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

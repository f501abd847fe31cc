import { ask, JSON_BODY, MULTIPART, SSE, TOKEN_HEADER, type Reading } from '../http/a-stream-server.ts';
import { aReadyClient } from '../websocket/a-client.ts';
import { aToken, type ALiveRouter } from './a-live-router.ts';

export interface Payload {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: Record<string, unknown>;
}

type Send = (router: ALiveRouter, payload: Payload, headers?: Record<string, string>) => Promise<string>;

export const signedIn = () => ({ authorization: `Bearer ${aToken()}` });

/** Sends one subscription, byte for byte as a test says, and returns the text of its end. */
const overSocket: Send = async ({ socketUrl }, payload, headers = signedIn()) => {
  const client = await aReadyClient(socketUrl, headers);
  client.subscribe('one', payload);
  const message = await client.next();
  client.socket.close();
  return JSON.stringify(message);
};

const overHttp =
  (accept: Record<string, string>): Send =>
  async ({ url }, payload, headers = signedIn()) => {
    const reading = await ask(url, { method: 'POST', headers: { ...accept, ...JSON_BODY, ...headers }, body: payload });
    await reading.over();
    return reading.text;
  };

const overShared: Send = async ({ streamUrl }, payload, headers = signedIn()) => {
  const reserved = await (await ask(streamUrl, { method: 'PUT', headers })).over();
  const stream = await ask(streamUrl, { headers: { ...SSE, [TOKEN_HEADER]: reserved.text, ...headers } });
  const body = { ...payload, extensions: { ...payload.extensions, operationId: 'one' } };
  const asking = await ask(streamUrl, {
    method: 'POST',
    headers: { ...JSON_BODY, [TOKEN_HEADER]: reserved.text, ...headers },
    body,
  });
  await asking.over();
  // Some reasons are told through the stream.
  if (asking.status === 202) await stream.until('event: complete');
  stream.leave();
  return asking.text + stream.text;
};

export const SENDS: Readonly<Record<string, Send>> = {
  'a WebSocket': overSocket,
  'server-sent events': overHttp(SSE),
  'one event stream for all': overShared,
  multipart: overHttp(MULTIPART),
};

export const WAYS = Object.entries(SENDS);

/** A stream that goes on. */
export const streamOf = (
  { url }: ALiveRouter,
  payload: Payload,
  { accept = SSE, headers = signedIn() }: { accept?: Record<string, string>; headers?: Record<string, string> } = {},
): Promise<Reading> => ask(url, { method: 'POST', headers: { ...accept, ...JSON_BODY, ...headers }, body: payload });

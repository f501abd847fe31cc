import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anonymous } from '@stoa/kernel';
import { createLog, type Log } from '@stoa/platform';
import { graphPage } from '../../../src/front/graph-page.ts';
import type { Identified, Identify } from '../../../src/front/identify.ts';
import { requestListener, type Door } from '../../../src/front/request-listener.ts';
import { serverOptions, type ServerTimes } from '../../../src/front/server-options.ts';
import { noSuchPage, Refusal } from '../../../src/refusal.ts';
import { streamDoor } from '../../../src/live/http/stream-door.ts';
import type { StreamDoorOptions, StreamEnding } from '../../../src/live/http/stream-options.ts';
import { aLiveGraph } from './a-live-graph.ts';

export const SUBSCRIPTION = 'subscription Follow { state }';
export const TOKEN_HEADER = 'x-graphql-event-stream-token';
const silent = createLog({ level: 'silent' });

interface AStreamServerOptions extends Partial<Omit<StreamDoorOptions, 'live' | 'log'>> {
  readonly live?: ReturnType<typeof aLiveGraph>;
  readonly log?: Log;
  readonly serverTimes?: ServerTimes;
  readonly port?: number;
}

/** A server with the doors of streams, over a fake graph. */
export const aStreamServer = async ({
  live = aLiveGraph(),
  serverTimes,
  port = 0,
  ...options
}: AStreamServerOptions = {}) => {
  const closed: [string, StreamEnding][] = [];
  const refused: string[] = [];
  const opened: string[] = [];
  const { log = silent, origins = '*' } = options;
  const streams = streamDoor({
    live,
    identify: byName,
    limits: { bodyBytes: 10_000 },
    clientAddressOf: ({ socket }) => socket.remoteAddress ?? '',
    metrics: {
      opened: (transport) => void opened.push(transport),
      closed: (transport, ending) => void closed.push([transport, ending]),
      refused: (code) => void refused.push(code),
    },
    ...options,
    log,
    origins,
    times: { sweepMs: 20, ...options.times },
  });
  const ordinary: Door = ({ response }) => void response.end('{"data":{"lane":"ordinary"}}');
  const graph: Door = (visit) => (streams.takes(visit.request) ? streams.door(visit) : ordinary(visit));
  const doors = {
    graph: { '/graphql': graphPage(graph, origins), '/graphql/stream': graphPage(streams.singleConnection, origins) },
    at: {},
    elsewhere: () => {
      throw noSuchPage();
    },
  };
  const server = createServer(serverOptions(serverTimes), requestListener(doors, { log }));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    live,
    streams,
    server,
    port: (server.address() as AddressInfo).port,
    url: `${origin}/graphql`,
    streamUrl: `${origin}/graphql/stream`,
    opened,
    closed,
    refused,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export type AStreamServer = Awaited<ReturnType<typeof aStreamServer>>;

/** `authorization: Bearer ada` is Ada; `Bearer ada until 123` is Ada until then; `Bearer forged` is nobody's. */
const byName: Identify = ({ headers }): Identified => {
  const [, name, until] = /^Bearer (\w+)(?: until (\d+))?$/.exec(headers.authorization ?? '') ?? [];
  if (name === 'forged')
    throw new Refusal({ status: 401, code: 'UNAUTHENTICATED', message: 'The access token does not hold.' });
  const identity = {
    key: name ?? '',
    subject: name ?? '',
    isAuthenticated: name !== undefined,
    scopes: [],
    policies: [],
  };
  return { caller: anonymous, identity, ...(until !== undefined && { expiresAt: Number(until) }) };
};

export interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A response as it comes in, byte for byte. */
export class Reading {
  text = '';
  isOver = false;
  readonly incoming: IncomingMessage;
  #look: (() => void)[] = [];

  constructor(incoming: IncomingMessage) {
    this.incoming = incoming;
    incoming.setEncoding('utf8').on('data', (chunk: string) => {
      this.text += chunk;
      this.#wake();
    });
    incoming.once('close', () => {
      this.isOver = true;
      this.#wake();
    });
    incoming.on('error', () => {});
  }

  get status(): number {
    return this.incoming.statusCode!;
  }

  get headers(): IncomingHttpHeaders {
    return this.incoming.headers;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- its shape is said by the expectation
  get json(): any {
    return JSON.parse(this.text);
  }

  get code(): unknown {
    return this.json.errors[0].extensions.code;
  }

  /** Resolves when the text has this in it; rejects when it ends without. */
  until(part: string): Promise<this> {
    return this.#when(() => this.text.includes(part), part);
  }

  over(): Promise<this> {
    return this.#when(() => this.isOver, 'the end');
  }

  leave(): void {
    this.incoming.destroy();
  }

  async #when(isSo: () => boolean, what: string): Promise<this> {
    while (!isSo()) {
      if (this.isOver) throw new Error(`Ended without ${what}: ${this.text}`);
      await new Promise<void>((resolve) => this.#look.push(resolve));
    }
    return this;
  }

  #wake(): void {
    for (const wake of this.#look.splice(0)) wake();
  }
}

/** Sends a request; resolves with the beginning of its response. */
export const ask = (url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Reading> =>
  new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent: false }, (incoming) => resolve(new Reading(incoming)));
    asking.on('error', reject);
    asking.end(
      body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    );
  });

export const JSON_BODY = { 'content-type': 'application/json' };
export const SSE = { accept: 'text/event-stream' };
export const MULTIPART = { accept: 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0", application/json' };

export const until = async (isSo: () => boolean): Promise<void> => {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Not within 5 s: ${String(isSo)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

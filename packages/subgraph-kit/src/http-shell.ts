import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Log } from '@stoa/platform';
import { CALLER_HEADER, verifyCaller } from './caller-token.ts';
import type { OpenSubgraph } from './define-subgraph.ts';

export interface HttpShellOptions {
  readonly subgraph: Pick<OpenSubgraph, 'handle' | 'http' | 'check'>;
  /** The key this subgraph shares with the router. */
  readonly routerKey: string;
  readonly log: Log;
  /** Largest request body in bytes. */
  readonly bodyLimit?: number;
}

/**
 * A thin shell around the handler: POST /graphql for the router alone, the subgraph's own pages and hooks, and
 * /health/live, /health/ready. Whoever is not the router gets 401 and nothing else.
 */
export const createHttpShell = (options: HttpShellOptions): Server =>
  createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      options.log.error({ err: error, url: request.url }, 'request failed');
      if (!response.headersSent) send(response, 500, { errors: [coded('INTERNAL_SERVER_ERROR', 'Something went wrong.')] });
      else response.destroy();
    });
  });

async function serve(options: HttpShellOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (request.url) {
    case '/health/live':
      return send(response, 200, { status: 'live' });
    case '/health/ready':
      return options.subgraph.check().then(
        () => send(response, 200, { status: 'ready' }),
        () => send(response, 503, { status: 'database does not answer' }),
      );
    case '/graphql':
      return serveGraphql(options, request, response);
    default:
      return serveRoom(options, request, response);
  }
}

async function serveGraphql(
  { subgraph, routerKey, bodyLimit = 4_000_000 }: HttpShellOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return send(response, 405, { errors: [coded('BAD_REQUEST', 'POST only.')] });
  const body = await readBody(request, bodyLimit);
  if (!body) return send(response, 413, { errors: [coded('BAD_REQUEST', 'The request is too large.')] });
  const token = request.headers[CALLER_HEADER];
  const claims = verifyCaller(routerKey, typeof token === 'string' ? token : undefined, body, Date.now());
  if (!claims) return send(response, 401, { errors: [coded('CALLER_REFUSED', 'This subgraph answers its router only.')] });

  const left = new AbortController();
  response.once('close', () => left.abort());
  const { query, variables, operationName } = JSON.parse(body.toString('utf8')) as GraphqlBody;
  const answer = await subgraph.handle({
    query,
    variables,
    operationName,
    caller: claims.caller,
    requestId: claims.requestId,
    deadline: new Date(claims.deadline),
    traceparent: headerOf(request, 'traceparent'),
    signal: left.signal,
  });
  send(response, 200, answer);
}

async function serveRoom({ subgraph }: HttpShellOptions, request: IncomingMessage, response: ServerResponse) {
  const answer = await subgraph.http(toWebRequest(request), headerOf(request, 'x-request-id') ?? crypto.randomUUID());
  if (!answer) return send(response, 404, { errors: [coded('NOT_FOUND', 'No such page.')] });
  await sendWebResponse(answer, response);
}

interface GraphqlBody {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** The request as the web standard has it, its body unread. */
export const toWebRequest = (request: IncomingMessage): Request => {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const headers = Object.entries(request.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return new Request(`http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers,
    ...(hasBody && { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' }),
  });
};

/** Writes a web response to a Node one. */
export const sendWebResponse = async (answer: Response, response: ServerResponse): Promise<void> => {
  // Not an object: a response may set several cookies.
  response.writeHead(answer.status, [...answer.headers].flat());
  response.end(Buffer.from(await answer.arrayBuffer()));
};

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

const coded = (code: string, message: string) => ({ message, extensions: { code } });
const headerOf = (request: IncomingMessage, name: string) => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

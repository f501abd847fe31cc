import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Log } from '@stoa/platform';
import { z } from 'zod';
import { CALLER_HEADER, verifyCaller, type CallerClaims } from './caller-token.ts';
import type { OpenSubgraph } from './subgraph-definition.ts';

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
      // Without what stands behind the question mark: it may be a secret link.
      options.log.error({ err: error, path: request.url?.split('?', 1)[0] }, 'request failed');
      if (!response.headersSent) refuse(response, 500, coded('INTERNAL_SERVER_ERROR', 'Something went wrong.'));
      else response.destroy();
    });
  });

async function serve(options: HttpShellOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/health/live') send(response, 200, { status: 'live' });
  else if (request.url === '/health/ready') await serveReadiness(options, response);
  else if (request.url === '/graphql') await serveGraphql(options, request, response);
  else await serveRoom(options, request, response);
}

const serveReadiness = ({ subgraph }: HttpShellOptions, response: ServerResponse): Promise<void> =>
  subgraph.check().then(
    () => send(response, 200, { status: 'ready' }),
    () => send(response, 503, { status: 'database does not answer' }),
  );

async function serveGraphql(
  { subgraph, routerKey, bodyLimit = 4_000_000 }: HttpShellOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readQuestion(request, { routerKey, bodyLimit });
  if ('refusal' in read) {
    // What is still coming is not read: the connection ends with the answer.
    if (read.status === 413) response.setHeader('connection', 'close');
    refuse(response, read.status, read.refusal);
    return;
  }
  const { claims, question } = read;

  const left = new AbortController();
  response.once('close', () => left.abort());
  const answer = await subgraph.handle({
    ...question,
    caller: claims.caller,
    requestId: claims.requestId,
    deadline: new Date(claims.deadline),
    traceparent: headerOf(request, 'traceparent'),
    signal: left.signal,
  });
  send(response, 200, answer);
}

async function readQuestion(
  request: IncomingMessage,
  { routerKey, bodyLimit }: { routerKey: string; bodyLimit: number },
): Promise<Question | Refusal> {
  if (request.method !== 'POST') return { status: 405, refusal: coded('BAD_REQUEST', 'POST only.') };
  const body = await readBody(request, bodyLimit);
  if (!body) return { status: 413, refusal: coded('BAD_REQUEST', 'The request is too large.') };
  const claims = verifyCaller(routerKey, headerOf(request, CALLER_HEADER), body, Date.now());
  if (!claims) return { status: 401, refusal: coded('CALLER_REFUSED', 'This subgraph answers its router only.') };
  const question = questionOf(body);
  if (!question) return { status: 400, refusal: coded('BAD_REQUEST', 'Not a GraphQL request in JSON.') };
  return { claims, question };
}

async function serveRoom({ subgraph }: HttpShellOptions, request: IncomingMessage, response: ServerResponse) {
  const requestId = headerOf(request, 'x-request-id') ?? crypto.randomUUID();
  const visit = webRequestOf(request);
  const answer = visit && (await subgraph.http(visit, requestId));
  if (answer) await sendWebResponse(answer, response);
  else if (visit) refuse(response, 404, coded('NOT_FOUND', 'No such page.'));
  else refuse(response, 400, coded('BAD_REQUEST', 'Not a request that this server can read.'));
}

interface Question {
  readonly claims: CallerClaims;
  readonly question: NonNullable<ReturnType<typeof questionOf>>;
}

interface Refusal {
  readonly status: number;
  readonly refusal: ReturnType<typeof coded>;
}

const graphqlBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

function questionOf(body: Buffer) {
  try {
    const { query, variables, operationName } = graphqlBody.parse(JSON.parse(body.toString('utf8')));
    return { query, variables: variables ?? undefined, operationName: operationName ?? undefined };
  } catch {
    return undefined;
  }
}

// The web standard knows fewer methods and hosts than a socket brings.
function webRequestOf(request: IncomingMessage): Request | undefined {
  try {
    return toWebRequest(request);
  } catch {
    return undefined;
  }
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
  // Leaving the loop would otherwise close the socket, and nobody would hear the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
};

const refuse = (response: ServerResponse, status: number, error: ReturnType<typeof coded>): void => {
  send(response, status, { errors: [error] });
};

const coded = (code: string, message: string) => ({ message, extensions: { code } });
const headerOf = (request: IncomingMessage, name: string) => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

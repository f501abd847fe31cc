import type { IncomingMessage } from 'node:http';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { Log } from '@stoa/platform';
import type { User } from '../caller/access-token.ts';
import { callerOfRequest } from '../caller/caller-of-request.ts';
import type { Limits } from '../limits/limits.ts';
import { badRequest, Refusal, unavailable } from '../refusal.ts';
import { leavingOf, type Visit } from '../visit.ts';
import type { FrontContext } from './apollo-front.ts';
import { refusalError } from './client-errors.ts';
import { readBody } from './read-body.ts';

export interface GraphqlDoorOptions {
  readonly server: ApolloServer<FrontContext>;
  readonly userOf: (token: string) => Promise<User | undefined>;
  readonly limits: Limits;
  readonly log: Log;
}

/** GraphQL over HTTP, from Node's request to Node's response. */
export const graphqlDoor =
  ({ server, userOf, limits, log }: GraphqlDoorOptions) =>
  async (visit: Visit): Promise<void> => {
    const { url, request, response, requestId } = visit;
    const body = await readBody(request, limits.bodyBytes);
    const signal = leavingOf(visit);

    const context = async (): Promise<FrontContext> => ({
      caller: await callerOfRequest(request, userOf).catch((error: unknown) => {
        throw refusalError(error instanceof Refusal ? error : nobodyKnows(error, requestId, log));
      }),
      requestId,
      traceparent: traceparentOf(request),
      deadline: new Date(Date.now() + limits.timeoutMs),
      signal,
    });

    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        search: url.search,
        body: jsonOf(request, body),
      },
      context,
    });
    response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers));
    if (answer.body.kind === 'complete') {
      response.end(answer.body.string);
      return;
    }
    for await (const chunk of answer.body.asyncIterator) response.write(chunk);
    response.end();
  };

function jsonOf(request: IncomingMessage, body: Buffer): unknown {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  // Other types are left to the CSRF check, which has the better words for them.
  if (body.length === 0 || !/^application\/([\w.-]+\+)?json$/i.test(type.trim())) return undefined;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw badRequest('The body is not JSON.');
  }
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}

function nobodyKnows(error: unknown, requestId: string, log: Log): Refusal {
  log.error({ err: error, requestId }, 'the key set cannot be had');
  return unavailable(503, 'Nobody can be signed in at the moment. Try again.');
}

// https://www.w3.org/TR/trace-context/#traceparent-header
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
function traceparentOf(request: IncomingMessage): string | undefined {
  const value = request.headers['traceparent'];
  return typeof value === 'string' && TRACEPARENT.test(value) ? value : undefined;
}

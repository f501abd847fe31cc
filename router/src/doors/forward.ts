import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@stoa/platform';
import { noSuchPage, unavailable } from '../refusal.ts';
import { readBody } from '../front/read-body.ts';
import { endToEndHeaders } from '../transport/end-to-end-headers.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import type { Visit } from '../visit.ts';
import { FORWARDED_ROOTS } from './forwarded-roots.ts';

export interface ForwardOptions {
  /** The way to a subgraph by its name. */
  readonly subgraphs: (name: string) => Pick<SubgraphTransport, 'http'> | undefined;
  readonly bodyBytes: number;
  readonly log: Log;
}

/** Hands pages, hooks and downloads to their owner and its answer back, byte for byte. @throws Refusal */
export const forwardTo =
  ({ subgraphs, bodyBytes, log }: ForwardOptions) =>
  async ({ url, request, response, requestId }: Visit): Promise<void> => {
    const transport = ownerOf(url, subgraphs);
    if (!transport) throw noSuchPage();
    const body = await readBody(request, bodyBytes);
    const answer = await transport.http(webRequest(url, request, body), requestId).catch((error: unknown) => {
      log.error({ err: error, requestId, path: url.pathname }, 'page was not answered');
      throw unavailable(502, 'This part of the service does not answer at the moment. Try again.');
    });
    if (!answer) throw noSuchPage();
    await writeWebResponse(answer, response);
  };

function ownerOf(url: URL, subgraphs: ForwardOptions['subgraphs']) {
  const root = url.pathname.split('/')[1] ?? '';
  const owner = Object.hasOwn(FORWARDED_ROOTS, root) ? FORWARDED_ROOTS[root] : undefined;
  return owner === undefined ? undefined : subgraphs(owner);
}

function webRequest(url: URL, request: IncomingMessage, body: Buffer): Request {
  const headers = Object.entries(request.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const method = request.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, {
    method,
    headers: endToEndHeaders(new Headers(headers)),
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}

async function writeWebResponse(answer: Response, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  for (const [name, value] of endToEndHeaders(answer.headers)) response.appendHeader(name, value);
  response.writeHead(answer.status).end(body);
}

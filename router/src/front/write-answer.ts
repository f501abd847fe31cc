import type { EndedRequest } from '../metrics/request-metrics.ts';
import type { Visit } from '../visit.ts';
import { compressed, encodings, SMALLEST_COMPRESSED } from './compression.ts';
import { corsOf, type AllowedOrigins } from './cors.ts';

/** A whole answer of the graph's door. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** Names in lower case; those that the door writes itself are its own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** An answer with how it came about. */
export interface ServedAnswer extends HttpAnswer, EndedRequest {}

export interface AnswerWriterOptions {
  readonly origins: AllowedOrigins;
  readonly compresses: boolean;
  readonly isDraining: () => boolean;
}

/** Writes the answers of the graph's door, headers and all, with one call each; at once unless it is compressed. */
export const answerWriter = ({ origins, compresses, isDraining }: AnswerWriterOptions) => {
  const { headersFor } = corsOf(origins);
  const encodingOf = encodings();
  const vary = ['accept', ...(compresses ? ['accept-encoding'] : []), ...(origins === '*' ? [] : ['origin'])].join(
    ', ',
  );

  const write = (visit: Visit, answer: HttpAnswer, body: { content: string | Buffer; encoding?: string }): void => {
    const { request, response, requestId } = visit;
    // The client has left, or was told already.
    if (response.destroyed || response.headersSent) return;
    const length = typeof body.content === 'string' ? Buffer.byteLength(body.content) : body.content.length;
    const headers = ['content-type', answer.contentType, 'content-length', `${length}`, 'x-request-id', requestId];
    headers.push('vary', vary, 'x-content-type-options', 'nosniff');
    if (answer.headers?.['cache-control'] === undefined) headers.push('cache-control', 'no-store');
    if (body.encoding !== undefined) headers.push('content-encoding', body.encoding);
    for (const header of headersFor(request.headers.origin)) headers.push(header);
    for (const name in answer.headers) if (!OWN.has(name)) headers.push(name, answer.headers[name] as string);
    if (isDraining()) response.shouldKeepAlive = false;
    response.writeHead(answer.status, headers);
    response.end(body.content);
  };

  return (visit: Visit, answer: HttpAnswer): Promise<void> | void => {
    const acceptEncoding = compresses ? visit.request.headers['accept-encoding'] : undefined;
    if (acceptEncoding === undefined || answer.text.length < SMALLEST_COMPRESSED)
      return write(visit, answer, { content: answer.text });
    const encoding = encodingOf(acceptEncoding);
    if (encoding === undefined) return write(visit, answer, { content: answer.text });
    return compressed(answer.text, encoding).then((content) => write(visit, answer, { content, encoding }));
  };
};

const OWN = new Set([
  'content-type',
  'content-length',
  'x-request-id',
  'vary',
  'x-content-type-options',
  'content-encoding',
]);

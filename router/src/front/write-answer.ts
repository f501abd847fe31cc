import type { EndedRequest } from '../metrics/request-metrics.ts';
import type { Visit } from '../visit.ts';
import { compressed, encodings, SMALLEST_COMPRESSED } from './compression.ts';
import { corsOf, type AllowedOrigins } from './cors.ts';
import type { PartsFormat } from './parts-formats.ts';
import { partsType, writeParts, type FirstPart } from './write-parts.ts';

/** A whole answer of the graph's door. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** Names in lower case; those that the door writes itself are its own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** An answer with how it came about. */
export interface ServedAnswer extends HttpAnswer, EndedRequest {
  /** What is written instead of its text where more comes after it. */
  readonly inParts?: FirstPart | undefined;
}

export interface AnswerWriterOptions {
  readonly origins: AllowedOrigins;
  readonly compresses: boolean;
  readonly isDraining: () => boolean;
}

/** The headers of an answer of the graph's door but for those of its length, names and values in turn. */
const answerHeaders = ({ origins, compresses }: AnswerWriterOptions) => {
  const { headersFor } = corsOf(origins);
  const vary = ['accept', ...(compresses ? ['accept-encoding'] : []), ...(origins === '*' ? [] : ['origin'])].join(
    ', ',
  );

  return ({ request, requestId }: Visit, { contentType, headers: own }: Omit<HttpAnswer, 'text'>): string[] => {
    const headers = ['content-type', contentType, 'x-request-id', requestId, 'vary', vary];
    headers.push('x-content-type-options', 'nosniff');
    if (own?.['cache-control'] === undefined) headers.push('cache-control', 'no-store');
    for (const header of headersFor(request.headers.origin)) headers.push(header);
    for (const name in own) if (!OWN.has(name)) headers.push(name, own[name] as string);
    return headers;
  };
};

/** Writes the answers of the graph's door, headers and all, with one call each; at once unless it is compressed. */
export const answerWriter = (options: AnswerWriterOptions) => {
  const { compresses, isDraining } = options;
  const headersOf = answerHeaders(options);
  const encodingOf = encodings();

  const write = (visit: Visit, answer: HttpAnswer, body: { content: string | Buffer; encoding?: string }): void => {
    const { response } = visit;
    // The client has left, or was told already.
    if (response.destroyed || response.headersSent) return;
    const length = typeof body.content === 'string' ? Buffer.byteLength(body.content) : body.content.length;
    const headers = headersOf(visit, answer);
    headers.push('content-length', `${length}`);
    if (body.encoding !== undefined) headers.push('content-encoding', body.encoding);
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

/** Writes answers in parts. @returns how the request ended, once the last part was written or the client has left */
export const partsWriter = (options: AnswerWriterOptions) => {
  const headersOf = answerHeaders(options);
  return async (
    visit: Visit,
    answer: ServedAnswer & { inParts: FirstPart },
    format: PartsFormat,
  ): Promise<EndedRequest> => {
    const { response } = visit;
    const { lane, status, outcome, inParts } = answer;
    if (response.destroyed) return { lane, status, outcome };
    if (options.isDraining()) response.shouldKeepAlive = false;
    response.writeHead(status, headersOf(visit, { ...answer, contentType: partsType(format) }));
    const isWell = await writeParts(response, inParts, format);
    return { lane, status, outcome: isWell ? outcome : 'errors' };
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

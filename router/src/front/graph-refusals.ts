import { Refusal } from '../refusal.ts';
import { JSON_TYPE, type MediaType } from './media-types.ts';
import type { ServedAnswer } from './write-answer.ts';

/** The client takes none of the types that GraphQL is answered in. */
export const notAcceptable = (): Refusal =>
  new Refusal({
    status: 406,
    code: 'NOT_ACCEPTABLE',
    message: 'Answers are application/json or application/graphql-response+json, in UTF-8.',
  });

/** The body is not the JSON that a GraphQL request is; forms and plain text of other sites' pages end here too. */
export const unsupportedMediaType = (): Refusal =>
  new Refusal({
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'A GraphQL request is application/json, in UTF-8.',
    headers: { accept: 'application/json' },
  });

export const methodNotAllowed = (): Refusal =>
  new Refusal({
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: 'GraphQL is asked by GET or POST.',
    headers: { allow: 'GET, POST' },
  });

/** A refusal as an answer of the graph's door. */
export const refusalAnswer = (
  { status, code, message, headers }: Refusal,
  { requestId, mediaType = JSON_TYPE }: { requestId: string; mediaType: MediaType | undefined },
): ServedAnswer => ({
  lane: 'none',
  outcome: 'refused',
  status,
  contentType: mediaType,
  text: JSON.stringify({ errors: [{ message, extensions: { code, requestId } }] }),
  headers,
});

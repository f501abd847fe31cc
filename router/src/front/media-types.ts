import Negotiator from 'negotiator';
import { boundedCache } from '../caller/bounded-cache.ts';

export const JSON_TYPE = 'application/json; charset=utf-8';
export const GRAPHQL_RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

/** What a GraphQL response may be sent as. https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types */
export type MediaType = typeof JSON_TYPE | typeof GRAPHQL_RESPONSE_TYPE;

const REMEMBERED = 200;
const LONGEST_REMEMBERED = 300;

/** Chooses by `accept` among what GraphQL is answered in; undefined when the client takes none of it. */
export const mediaTypes = (): ((accept: string | undefined) => MediaType | undefined) => {
  const chosen = boundedCache<MediaType | 'none'>(REMEMBERED);
  return (accept) => {
    if (accept === undefined || accept === '*/*' || accept === 'application/json' || accept === '') return JSON_TYPE;
    const known = chosen.get(accept);
    if (known !== undefined) return known === 'none' ? undefined : known;
    // Written as a list, the first wins where the client has no preference.
    const type = preferred(accept, [JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) as MediaType | undefined;
    if (accept.length <= LONGEST_REMEMBERED) chosen.set(accept, type ?? 'none');
    return type;
  };
};

/** Whether a page is what the client would rather have. */
export const prefersHtml = (accept: string | undefined): boolean =>
  accept !== undefined &&
  accept.includes('text/html') &&
  preferred(accept, [JSON_TYPE, GRAPHQL_RESPONSE_TYPE, 'text/html']) === 'text/html';

const preferred = (accept: string, types: string[]): string | undefined =>
  new Negotiator({ headers: { accept } }).mediaType(types);

/** Whether a body of this type can be GraphQL's: JSON in UTF-8, which is also what JSON without a charset is. */
export const isJson = (contentType: string | undefined): boolean =>
  contentType === 'application/json' ||
  (contentType !== undefined && JSON_BODY.test(contentType) && !OTHER_CHARSET.test(contentType));

const JSON_BODY = /^\s*application\/json\s*(?:;|$)/i;
const OTHER_CHARSET = /;\s*charset\s*=(?!\s*"?utf-?8"?\s*(?:;|$))/i;

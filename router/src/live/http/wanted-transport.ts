import { boundedCache } from '../../caller/bounded-cache.ts';
import { mediaRanges } from '../../front/media-ranges.ts';

/** What carries a subscription over HTTP. */
export type StreamTransport = 'sse' | 'multipart';

const REMEMBERED = 200;
const LONGEST_REMEMBERED = 300;
const SHORTEST = 'text/event-stream'.length;
const STREAMED = /event-stream|subscriptionSpec/i;

/**
 * Reads in `accept` which stream a client would rather have than a single answer. Clients also name streams for queries, behind
 * JSON; what `multipart/mixed` means without a `subscriptionSpec` is incremental delivery, another door's.
 */
export const wantedTransport = (): ((accept: string | undefined) => StreamTransport | undefined) => {
  const remembered = boundedCache<Wanted>(REMEMBERED);
  return (accept) => {
    if (accept === undefined || accept.length < SHORTEST || !STREAMED.test(accept)) return undefined;
    let wanted = remembered.get(accept);
    if (wanted === undefined) {
      wanted = mostWanted(accept);
      if (accept.length <= LONGEST_REMEMBERED) remembered.set(accept, wanted);
    }
    return wanted === 'answer' ? undefined : wanted;
  };
};

type Wanted = StreamTransport | 'answer';

/** What has the highest quality; of several, what stands first. */
function mostWanted(accept: string): Wanted {
  let most: Wanted = 'answer';
  let highest = 0;
  for (const { type, parameters, quality } of mediaRanges(accept)) {
    const wanted = type === 'multipart/mixed' && isForSubscriptions(parameters) ? 'multipart' : WANTED.get(type);
    if (wanted === undefined || quality <= highest) continue;
    most = wanted;
    highest = quality;
  }
  return most;
}

const WANTED: ReadonlyMap<string, Wanted> = new Map([
  ['text/event-stream', 'sse'],
  ['multipart/mixed', 'answer'],
  ['application/json', 'answer'],
  ['application/graphql-response+json', 'answer'],
  ['application/graphql+json', 'answer'],
  ['application/*', 'answer'],
  ['*/*', 'answer'],
]);

const SPECIFICATION = 'subscriptionspec=1.0';
const isForSubscriptions = (parameters: readonly string[]) => parameters.includes(SPECIFICATION);

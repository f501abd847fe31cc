import { boundedCache } from '../caller/bounded-cache.ts';
import { mediaRanges } from './media-ranges.ts';

/**
 * How an answer in parts is written.
 * `deferSpec=20220824`: parts by path, as Apollo's and other clients have read them since then
 * (https://github.com/graphql/graphql-spec/tree/48cf7263a71a683fab03d45d309fd42d8d9a6659).
 * `incrementalSpec=v0.2`: parts that are announced, then completed (https://specs.apollo.dev/incremental/v0.2/).
 */
export type PartsFormat = 'deferSpec=20220824' | 'incrementalSpec=v0.2';

const DEFAULT: PartsFormat = 'deferSpec=20220824';
const KNOWN: ReadonlyMap<string, PartsFormat> = new Map([
  ['deferspec=20220824', 'deferSpec=20220824'],
  ['incrementalspec=v0.2', 'incrementalSpec=v0.2'],
]);

const REMEMBERED = 200;
const LONGEST_REMEMBERED = 300;

/**
 * Chooses by `accept`: what names `multipart/mixed` takes parts, in the older format where it names none. Of several, the first
 * of those that it likes best. Undefined for who takes no parts; ranges such as any type are no wish for them.
 */
export const partsFormats = (): ((accept: string | undefined) => PartsFormat | undefined) => {
  const chosen = boundedCache<PartsFormat | 'none'>(REMEMBERED);
  return (accept) => {
    if (accept === undefined || !MULTIPART.test(accept)) return undefined;
    let format = chosen.get(accept);
    if (format === undefined) {
      format = preferred(accept) ?? 'none';
      if (accept.length <= LONGEST_REMEMBERED) chosen.set(accept, format);
    }
    return format === 'none' ? undefined : format;
  };
};

const MULTIPART = /multipart\/mixed/i;

function preferred(accept: string): PartsFormat | undefined {
  let best: { readonly format: PartsFormat; readonly quality: number } | undefined;
  for (const { type, parameters, quality } of mediaRanges(accept)) {
    const format = type === 'multipart/mixed' ? formatOf(parameters) : undefined;
    if (format !== undefined && quality > (best?.quality ?? 0)) best = { format, quality };
  }
  return best?.format;
}

/** Undefined for a multipart of something else, such as another format or a subscription. */
function formatOf(parameters: readonly string[]): PartsFormat | undefined {
  const named = parameters.find((one) => SPEC.test(one));
  return named === undefined ? DEFAULT : KNOWN.get(named);
}

const SPEC = /^\w+spec=/;

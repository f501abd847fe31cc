import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import { boundedCache } from '../caller/bounded-cache.ts';

export type Encoding = 'br' | 'gzip';

/** Below this many bytes compressing costs more than it saves: such an answer fits one packet. */
export const SMALLEST_COMPRESSED = 1_024;

/** Chooses by `accept-encoding`; undefined for an answer as it is. */
export const encodings = (): ((acceptEncoding: string) => Encoding | undefined) => {
  const chosen = boundedCache<Encoding | 'identity'>(REMEMBERED);
  return (acceptEncoding) => {
    let encoding = chosen.get(acceptEncoding);
    if (encoding === undefined) {
      encoding = preferred(acceptEncoding);
      if (acceptEncoding.length <= LONGEST_REMEMBERED) chosen.set(acceptEncoding, encoding);
    }
    return encoding === 'identity' ? undefined : encoding;
  };
};

const REMEMBERED = 200;
const LONGEST_REMEMBERED = 200;
const OFFERED = ['br', 'gzip', 'identity'] as const;

function preferred(acceptEncoding: string): Encoding | 'identity' {
  const headers = { 'accept-encoding': acceptEncoding };
  return (new Negotiator({ headers }).encoding([...OFFERED]) ?? 'identity') as (typeof OFFERED)[number];
}

/** Compresses a text off the event loop, fast rather than small. */
export const compressed = (text: string, encoding: Encoding): Promise<Buffer> =>
  encoding === 'br'
    ? brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 18 } })
    : gzipped(text, { level: 1 });

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

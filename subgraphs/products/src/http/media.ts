import { route } from '@stoa/subgraph-kit';
import type { House } from '../context.ts';

/** Pictures, to be kept for ever: another picture has another address. */
export const media = route('GET', '/media/:mediaId', ({ media: store }: House) => async ({ request, params }) => {
  const { mediaId = '' } = params;
  const etag = `"${mediaId}"`;
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers: { ...KEEP, etag } });
  const found = /^[0-9a-f]{64}$/.test(mediaId) ? await store.read(mediaId) : undefined;
  if (!found) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });
  return new Response(new Uint8Array(found.bytes), {
    headers: {
      ...KEEP,
      ...HARMLESS,
      etag,
      'content-type': found.contentType,
      'content-length': String(found.bytes.length),
    },
  });
});

const KEEP = { 'cache-control': 'public, max-age=31536000, immutable' };

// An SVG opened by itself is a document: it may neither run nor fetch anything, and is no part of our origin.
const HARMLESS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
};

import { SHUTTING_DOWN } from './stream-refusals.ts';
import { writtenOnce, type Framing } from './framing.ts';

// https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol
// Each part brings the boundary after it, so that it is whole as soon as it arrives.
const part = (text: string, boundary = '--graphql') =>
  `\r\ncontent-type: application/json\r\n\r\n${text}\r\n${boundary}`;

const LAST = '--graphql--\r\n';
const failed = (errors: unknown) => part(JSON.stringify({ payload: null, errors }), LAST);

/** Apollo's multipart protocol of subscriptions. */
export const multipartParts: Framing = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
  cacheControl: 'no-store',
  opening: Buffer.from('\r\n--graphql'),
  heartbeat: Buffer.from(part('{}')),
  farewell: failed(SHUTTING_DOWN),
  isShared: false,
  next: writtenOnce((text) => part(`{"payload":${text}}`)),
  end: (_id, errors) => (errors ? failed(errors) : '--\r\n'),
};

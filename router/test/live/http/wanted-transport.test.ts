import { describe, expect, test } from '@jest/globals';
import { wantedTransport } from '../../../src/live/http/wanted-transport.ts';

const ACCEPTED: Record<string, [accept: string | undefined, wanted: 'sse' | 'multipart' | undefined]> = {
  'a browser’s EventSource': ['text/event-stream', 'sse'],
  'a subscription of urql': ['text/event-stream, multipart/mixed', 'sse'],
  'a query of urql': [
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    undefined,
  ],
  'a subscription of Apollo Client': [
    'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9',
    'multipart',
  ],
  'a query of Apollo Client': ['application/graphql-response+json,application/json;q=0.9', undefined],
  'a subscription of Apollo Router’s documentation': [
    'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0", application/json',
    'multipart',
  ],
  'other letters': ['Multipart/Mixed;SUBSCRIPTIONSPEC="1.0"', 'multipart'],
  '@defer': ['multipart/mixed;deferSpec=20220824, application/json', undefined],
  '@defer before a subscription': [
    'multipart/mixed;deferSpec=20220824, multipart/mixed;subscriptionSpec=1.0',
    undefined,
  ],
  'multipart of another specification': ['multipart/mixed;subscriptionSpec=2.0', undefined],
  'bare multipart before events': ['multipart/mixed, text/event-stream', undefined],
  'multipart before events': ['multipart/mixed;subscriptionSpec="1.0", text/event-stream', 'multipart'],
  'events that are liked less than JSON': ['text/event-stream;q=0.5, application/json', undefined],
  'events that are liked more than JSON': ['application/json;q=0.5, text/event-stream', 'sse'],
  'events that are not taken': ['text/event-stream;q=0', undefined],
  'events before anything': ['text/event-stream, */*', 'sse'],
  'anything before events': ['*/*, text/event-stream', undefined],
  JSON: ['application/json', undefined],
  anything: ['*/*', undefined],
  nothing: [undefined, undefined],
  'what only looks like it': ['application/x;name="text/event-stream"', undefined],
  'a quality that is none': ['text/event-stream;q=high, application/json;q=0.2', undefined],
};

describe('What a client accepts tells which stream it wants', () => {
  test.each(Object.entries(ACCEPTED))('%s', (_who, [accept, wanted]) => {
    const wantedBy = wantedTransport();
    expect([wantedBy(accept), wantedBy(accept)]).toEqual([wanted, wanted]);
  });
});

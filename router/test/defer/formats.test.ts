import { expect, test } from '@jest/globals';
import { partsFormats } from '../../src/front/parts-formats.ts';

const formatOf = partsFormats();

test.each([
  ['multipart/mixed', 'deferSpec=20220824'],
  ['multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9', 'deferSpec=20220824'],
  ['multipart/mixed;incrementalSpec=v0.2,application/json;q=0.9', 'incrementalSpec=v0.2'],
  [
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    'deferSpec=20220824',
  ],
  ['MULTIPART/MIXED ; IncrementalSpec = "v0.2"', 'incrementalSpec=v0.2'],
  ['multipart/mixed;boundary="-";incrementalSpec=v0.2', 'incrementalSpec=v0.2'],
  ['multipart/mixed;deferSpec=20300101, multipart/mixed;incrementalSpec=v0.2;q=0.1', 'incrementalSpec=v0.2'],
  ['multipart/mixed;incrementalSpec=v0.2;q=0.2, multipart/mixed;deferSpec=20220824;q=0.3', 'deferSpec=20220824'],
  ['multipart/mixed;boundary="graphql";subscriptionSpec=1.0', undefined],
  ['multipart/mixed;subscriptionSpec="1.0", application/json', undefined],
  ['multipart/mixed;deferSpec=20300101', undefined],
  ['multipart/mixed;q=0', undefined],
  ['multipart/mixed;q=many', undefined],
  ['multipart/mixed-up', undefined],
  ['text/multipart/mixed', undefined],
  ['multipart/*, */*', undefined],
  ['application/json', undefined],
  ['', undefined],
  [undefined, undefined],
])('accept %j is answered in parts as %j', (accept, format) => {
  expect(formatOf(accept)).toBe(format);
  expect(formatOf(accept)).toBe(format);
});

test('a header of any length is read once through', () => {
  expect(formatOf('multipart/mixed,'.repeat(2_000) + 'multipart/mixed;incrementalSpec=v0.2')).toBe(
    'deferSpec=20220824',
  );
});

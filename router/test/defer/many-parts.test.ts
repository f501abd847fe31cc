import { expect, test } from '@jest/globals';
import { completedParts } from '../../src/engine/completed-parts.ts';
import type { DeferredPart } from '../../src/engine/deferred-part.ts';
import type { Workshop } from '../../src/engine/workshop.ts';
import type { RequestState } from '../../src/execute/request-state.ts';
import type { DeliveredPlace } from '../../src/project/deferred-places.ts';

const OBJECTS = 1_000;

test('an error at each of many objects costs no more than it would at each of a few', () => {
  let reads = 0;
  const counted = (path: DeliveredPlace['path']) =>
    new Proxy(path, { get: (steps, key) => ((reads += 1), Reflect.get(steps, key) as unknown) });
  const paths = Array.from({ length: OBJECTS }, (_, at) => ['products', Math.floor(at / 10), 'variants', at % 10]);
  const places = paths.map(
    (path) => ({ fetched: {}, delivered: {}, path: counted(path) }) as unknown as DeliveredPlace,
  );
  const errors = paths.map((path) => ({
    subgraph: 'stock',
    error: { message: 'no', extensions: { code: 'TEMPORARILY_UNAVAILABLE' } },
    path: [...path, 'stock'],
  }));
  const { completed } = completedParts(
    { passedErrors: 'coded', clientName: (name: string) => name } as unknown as Workshop,
    {
      part: { project: () => ({ stock: null }), pruned: undefined } as unknown as DeferredPart,
      places,
      pending: paths.map((path, at) => ({ id: String(at), path, label: undefined })),
      state: { errors, coerced: {}, request: { requestId: 'req_1' } } as unknown as RequestState,
      isWell: true,
    },
  );
  expect(completed.map((one) => one.errors.map(({ path }) => path))).toEqual(paths.map((path) => [[...path, 'stock']]));
  expect(reads).toBeLessThan(50 * OBJECTS);
});

import { expect, test } from '@jest/globals';
import { GraphQLObjectType, GraphQLString } from 'graphql';
import type { DeferredPart } from '../../src/engine/deferred-part.ts';
import { PartsDelivery } from '../../src/engine/parts-delivery.ts';
import type { Workshop } from '../../src/engine/workshop.ts';
import type { RequestState } from '../../src/execute/request-state.ts';
import { NOBODY } from '../engine/an-engine.ts';

const surprise = () => {
  throw new Error('nobody foresaw this');
};

/** Parts at the root, begun. */
const begun = (...given: readonly Partial<DeferredPart>[]) => {
  const logged: unknown[] = [];
  const log = { error: (details: { err: Error }) => void logged.push(details.err.message) };
  const workshop = { log, send: surprise, combine: {}, passedErrors: 'coded' } as unknown as Workshop;
  const request = { identity: NOBODY, caller: {}, requestId: 'req_1', deadline: new Date() };
  const state = { request, coerced: {}, isMutation: false, data: {}, errors: [] } as unknown as RequestState;
  const type = new GraphQLObjectType({ name: 'Query', fields: { a: { type: GraphQLString } } });
  const parts = given.map((part): DeferredPart => ({
    label: '0',
    clientLabel: 'a',
    within: undefined,
    depends: [],
    run: () => undefined,
    placesIn: (place) => [place],
    project: () => ({ a: 'b' }),
    pruned: undefined,
    ...part,
  }));
  const delivery = new PartsDelivery(workshop, { projector: {} as never, parts }, state);
  delivery.begin();
  return { logged, deliverFirst: () => delivery.deliverFirst({ type, fetched: {}, delivered: {}, path: [] }) };
};

/** One part at the root, delivered. */
const delivered = (part: Partial<DeferredPart>) => {
  const { logged, deliverFirst } = begun(part);
  return { logged, parts: deliverFirst() };
};

test.each<[string, Partial<DeferredPart>]>([
  ['fetched', { run: surprise }],
  ['fetched, later', { run: () => Promise.reject(new Error('nobody foresaw this')) }],
  ['projected', { project: surprise }],
])('a part that cannot be %s is null for a masked reason, and the answer ends', async (_, part) => {
  const { logged, parts } = delivered(part);
  expect(await parts?.next()).toEqual({
    completed: [
      {
        part: { id: '1', path: [], label: 'a' },
        data: null,
        errors: [
          {
            message: expect.not.stringContaining('foresaw'),
            path: [],
            extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req_1' },
          },
        ],
      },
    ],
    pending: [],
    hasNext: false,
  });
  expect(await parts?.next()).toBeUndefined();
  await parts?.ended;
  expect(logged).toEqual(['nobody foresaw this']);
});

test('a part that waits for a fetch which is never made is fetched when nothing else is', async () => {
  const { parts } = delivered({ depends: ['never'] });
  expect((await parts?.next())?.completed).toMatchObject([{ data: '{"a":"b"}', errors: [] }]);
});

test('a part that fails while the first is not there yet is told of after that', async () => {
  const { deliverFirst } = begun({ run: surprise });
  await new Promise((resolve) => setImmediate(resolve));
  const parts = deliverFirst();
  expect(parts?.pending).toHaveLength(1);
  expect(await parts?.next()).toMatchObject({
    completed: [{ part: { id: '1' }, data: null, errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }],
    hasNext: false,
  });
});

test('an answer ends where not even the failure of a part can be told', async () => {
  const { logged, deliverFirst } = begun({}, { label: '1', within: '0', placesIn: surprise });
  const parts = deliverFirst();
  expect(await parts?.next()).toEqual({ completed: [], pending: [], hasNext: false });
  await parts?.ended;
  expect(logged).toEqual(['nobody foresaw this']);
});

import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { admission } from '../../../src/limits/admission.ts';
import { budgetsSchema } from '../../../src/limits/budgets.ts';
import { DEFAULT_LIMITS } from '../../../src/limits/limits.ts';
import { aLiveGraph, type ALiveGraph } from '../a-live-graph.ts';
import type { Asks } from '../a-subscriber.ts';

const ORDER = 'subscription ($id: ID!) { orderUpdated(id: $id) { id } }';

let graph: ALiveGraph;
afterEach(() => graph.close());

const refused = async (query: string, asks: Asks = {}) => {
  const subscriber = graph.subscribe(query, asks);
  await graph.settled();
  expect(subscriber.answers).toEqual([]);
  expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
  expect(graph.asked()).toBe(0);
  return subscriber;
};

describe('what does not hold is refused with its code, and costs no read', () => {
  test.each<[string, string, string, Asks?]>([
    ['a document that cannot be parsed', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['one of too many tokens', `subscription { ${'a '.repeat(2_001)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['one that is not valid', 'subscription { orderUpdated(id: 1) { idd } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'several root fields',
      'subscription { a: anyOrdersUpdated { id } b: anyOrdersUpdated { id } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'several in fragments',
      'subscription { ...A b: anyOrdersUpdated { id } } fragment A on Subscription { anyOrdersUpdated { id } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['the name of the type', 'subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
    ['the schema', 'subscription { __schema { types { name } } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a field that may be skipped',
      'subscription { anyOrdersUpdated @skip(if: false) { id } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a fragment that may be included',
      'subscription { ... @include(if: true) { anyOrdersUpdated { id } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a query', '{ whoAsks }', 'OPERATION_NOT_SERVED'],
    ['a mutation', 'mutation { orderCancel(id: 1) }', 'OPERATION_NOT_SERVED'],
    [
      'one of several without a name',
      'subscription A { anyOrdersUpdated { id } } subscription B { anyOrdersUpdated { id } }',
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['a name that there is not', ORDER, 'OPERATION_RESOLUTION_FAILURE', { operationName: 'Other' }],
    ['a persisted document that there is not', '', 'PERSISTED_QUERY_NOT_IN_LIST', { documentId: 'none' }],
    ['a hash under which there is none', '', 'PERSISTED_QUERY_NOT_FOUND', { hash: 'a'.repeat(64) }],
    ['a variable that is missing', ORDER, 'BAD_USER_INPUT'],
    ['a variable of another type', ORDER, 'BAD_USER_INPUT', { variables: { id: { a: 1 } } }],
    [
      'a variable called like a prototype',
      ORDER,
      'BAD_USER_INPUT',
      { variables: JSON.parse('{"__proto__":{"id":"ord_1"}}') as Record<string, unknown> },
    ],
    [
      'a field for those who signed in',
      'subscription { myOrdersUpdated { id } }',
      'UNAUTHORIZED_FIELD_OR_TYPE',
      { caller: {} },
    ],
    [
      "a field that needs the viewer's id",
      'subscription { anyOrdersUpdated { id } }',
      'UNAUTHENTICATED',
      { caller: { guest: 'g' } },
    ],
  ])('%s', async (_, query, code, ...[asks]) => {
    graph = aLiveGraph();
    const subscriber = await refused(query, asks);
    expect(subscriber.ends).toHaveLength(1);
    expect(new Set(subscriber.endedWith())).toEqual(new Set([code]));
    expect(JSON.stringify(subscriber.ends)).not.toMatch(/Did you mean|node_modules|\.ts/);
  });

  test('what is too deep is refused by the limits', async () => {
    graph = aLiveGraph({ limits: { ...DEFAULT_LIMITS, depth: 1 } });
    const [error] = (await refused(ORDER, { variables: { id: 'ord_1' } })).ends[0] ?? [];
    expect(error?.extensions?.['code']).toBe('QUERY_TOO_DEEP');
  });

  test('what costs too much is refused, and gives its place back', async () => {
    const admit = admission({ budgets: budgetsSchema.parse({ default: 1 }) });
    graph = aLiveGraph({ admissionFor: admit });
    const costly = await refused('subscription { orderUpdated(id: 1) { id payment { status } } }');
    expect(costly.endedWith()).toEqual(['COST_LIMIT_EXCEEDED']);
  });

  test('what comes too often is refused', async () => {
    const error = { message: 'slow down', extensions: { code: 'RATE_LIMITED' } };
    graph = aLiveGraph({ admissionFor: () => () => Promise.resolve({ refusal: { status: 429, error } }) });
    const often = await refused(ORDER, { variables: { id: 'ord_1' } });
    expect(often.ends).toEqual([[error]]);
  });

  test('an admission that fails is masked', async () => {
    graph = aLiveGraph({ admissionFor: () => () => Promise.reject(new Error('secret')) });
    const broken = await refused(ORDER, { variables: { id: 'ord_1' } });
    expect(broken.ends).toEqual([
      [
        {
          message: 'Something went wrong on our side.',
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req_1' },
        },
      ],
    ]);
  });

  test('without a source of events, fields that events feed are not served', async () => {
    graph = aLiveGraph({ events: undefined });
    expect((await refused(ORDER, { variables: { id: 'ord_1' } })).endedWith()).toEqual(['OPERATION_NOT_SERVED']);
  });

  test('introspection below the root is refused where it is', async () => {
    graph = aLiveGraph();
    const subscriber = graph.subscribe('subscription { orderUpdated(id: "ord_1") { __typename } }');
    await graph.settled();
    expect(subscriber.last()).toMatchObject({ data: { orderUpdated: { __typename: 'Order' } } });
  });
});

test('one of several by its name is served, and shared with nobody who named another', async () => {
  graph = aLiveGraph();
  const both =
    'subscription A { orderUpdated(id: "ord_1") { id } } subscription B { orderUpdated(id: "ord_1") { status } }';
  const [a, b] = [graph.subscribe(both, { operationName: 'A' }), graph.subscribe(both, { operationName: 'B' })];
  await graph.settled();
  expect(a.last()).toMatchObject({ data: { orderUpdated: { id: 'ord_1' } } });
  expect(b.last()).toMatchObject({ data: { orderUpdated: { status: 'PLACED' } } });
});

test('a document that holds is remembered under its hash, one that does not is not', async () => {
  graph = aLiveGraph();
  const hashOf = (query: string) => createHash('sha256').update(query).digest('hex');
  const [good, bad] = ['subscription { orderUpdated(id: "ord_1") { status } }', 'subscription { nothing }'];
  for (const query of [good, bad]) graph.subscribe(query, { hash: hashOf(query) });
  await graph.settled();
  const [known, unknown] = [good, bad].map((query) => graph.subscribe('', { hash: hashOf(query) }));
  await graph.settled();
  expect(known?.last()).toMatchObject({ data: { orderUpdated: { status: 'PLACED' } } });
  expect(unknown?.endedWith()).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
});

import { expect, test } from '@jest/globals';
import { PlanningError } from '../../src/plan/planner.ts';
import { aDeferringEngine } from './a-deferring-engine.ts';

const { payloads, payloadsById } = aDeferringEngine();
const error = (code: string, path: unknown) =>
  expect.objectContaining({ path, extensions: expect.objectContaining({ code }) });

test('errors stand in the part that they belong to, with their path from the root', async () => {
  expect(await payloads('{ product { id ... @defer { stock refused } } }')).toEqual([
    { data: { product: { id: 'p1' } }, hasNext: true },
    {
      incremental: [
        {
          data: { stock: 3, refused: null },
          path: ['product'],
          errors: [error('TEMPORARILY_UNAVAILABLE', ['product', 'refused'])],
        },
      ],
      hasNext: false,
    },
  ]);
  const [first, part] = await payloads('{ product { refused ... @defer { size } } }');
  expect(first.errors).toEqual([error('TEMPORARILY_UNAVAILABLE', ['product', 'refused'])]);
  expect(part).toEqual({ incremental: [{ data: { size: 'L' }, path: ['product'] }], hasNext: false });
});

test('null reaches no further than the object of its part, and the other objects of the list have theirs', async () => {
  const query = '{ products { id ... @defer { sold } } }';
  const errors = [error('SOLD_UNKNOWN', ['products', 1, 'sold'])];
  expect(await payloads(query)).toEqual([
    { data: { products: [{ id: 'p1' }, { id: 'p2' }] }, hasNext: true },
    {
      incremental: [
        { data: { sold: 7 }, path: ['products', 0] },
        { data: null, path: ['products', 1], errors },
      ],
      hasNext: false,
    },
  ]);
  expect((await payloadsById(query))[1]).toEqual({
    incremental: [{ id: '1', data: { sold: 7 } }],
    completed: [{ id: '1' }, { id: '2', errors }],
    hasNext: false,
  });
});

test('what is deferred within a part that failed is not sent', async () => {
  expect(
    await payloads('{ products { id ... @defer { sold reviews { text ... @defer { author { name } } } } } }'),
  ).toEqual([
    expect.anything(),
    { incremental: [expect.anything(), expect.objectContaining({ data: null, path: ['products', 1] })], hasNext: true },
    { incremental: [{ data: { author: { name: 'Ann' } }, path: ['products', 0, 'reviews', 0] }], hasNext: false },
  ]);
});

test('nor what is deferred at the very object that failed', async () => {
  const all = await payloads('{ products { id ... @defer(label: "a") { sold ... @defer(label: "b") { stock } } } }');
  expect(all.slice(1).flatMap(({ incremental }) => incremental)).toEqual([
    { data: { sold: 7 }, path: ['products', 0], label: 'a' },
    expect.objectContaining({ data: null, path: ['products', 1], label: 'a' }),
    { data: { stock: 3 }, path: ['products', 0], label: 'b' },
  ]);
});

test('a null takes nothing back: a fragment that selects what is around it as well comes with that', async () => {
  const query = '{ plain { product { id } } ... @defer { plain { product { title stock } } } }';
  expect(await payloads(query)).toEqual([
    {
      data: { plain: { product: null } },
      errors: [error('INTERNAL_SERVER_ERROR', ['plain', 'product', 'title'])],
    },
  ]);
});

test('an operation of which the planner cannot plan the parts is answered whole', async () => {
  for (const code of ['QUERY_PLAN_TOO_EXPENSIVE', 'INTERNAL_SERVER_ERROR'] as const) {
    const failing = aDeferringEngine({
      planner: (own) => ({
        ...own,
        plan: (text, name) =>
          text.includes('@defer') ? Promise.reject(new PlanningError(code, 'no')) : own.plan(text, name),
      }),
    });
    expect(await failing.payloads('{ product { id ... @defer { stock } } }')).toEqual([
      { data: { product: { id: 'p1', stock: 3 } } },
    ]);
  }
});

test('a plan that the compiler does not know is answered whole, and never by stock execution', async () => {
  const stock: string[] = [];
  const strange = aDeferringEngine({
    watch: { onStock: (_, reason) => stock.push(reason) },
    planner: (own) => ({
      ...own,
      plan: async (text, name) => {
        const plan = await own.plan(text, name);
        return text.includes('@defer')
          ? { kind: 'QueryPlan', node: { kind: 'Strange', node: plan.node } as never }
          : plan;
      },
    }),
  });
  expect(await strange.payloads('{ product { id ... @defer { stock } } }')).toEqual([
    { data: { product: { id: 'p1', stock: 3 } } },
  ]);
  expect(stock).toEqual([]);
});

test('more than twenty places are answered whole', async () => {
  const fragments = (count: number) => Array.from({ length: count }, () => '... @defer { stock }').join(' ');
  expect((await payloads(`{ product { ${fragments(20)} } }`)).length).toBeGreaterThan(1);
  expect(await payloads(`{ product { ${fragments(21)} } }`)).toEqual([{ data: { product: { stock: 3 } } }]);
});

import { describe, expect, test } from '@jest/globals';
import { aDeferringEngine } from './a-deferring-engine.ts';

const { ask, payloads, payloadsById, fetches } = aDeferringEngine();

describe('what is deferred comes later', () => {
  test('the first part is everything else, and each fragment is a part at its path with its label', async () => {
    expect(await payloads('{ product { title ... @defer(label: "stock") { stock } } }')).toEqual([
      { data: { product: { title: 'Lamp' } }, hasNext: true },
      { incremental: [{ data: { stock: 3 }, path: ['product'], label: 'stock' }], hasNext: false },
    ]);
  });

  test('in the current format parts are announced and completed by id', async () => {
    expect(await payloadsById('{ product { title ... @defer(label: "stock") { stock } } }')).toEqual([
      {
        data: { product: { title: 'Lamp' } },
        pending: [{ id: '1', path: ['product'], label: 'stock' }],
        hasNext: true,
      },
      { incremental: [{ id: '1', data: { stock: 3 } }], completed: [{ id: '1' }], hasNext: false },
    ]);
  });

  test('a list has one part for each of its objects', async () => {
    expect(await payloads('{ products { id ... @defer { stock } } }')).toEqual([
      { data: { products: [{ id: 'p1' }, { id: 'p2' }] }, hasNext: true },
      {
        incremental: [
          { data: { stock: 3 }, path: ['products', 0] },
          { data: { stock: 3 }, path: ['products', 1] },
        ],
        hasNext: false,
      },
    ]);
  });

  test('what is deferred within a part comes after it, and is announced with it', async () => {
    const query =
      '{ product { ... @defer(label: "a") { reviews { text ... @defer(label: "b") { author { name ... @defer(label: "c") { mood } } } } } } }';
    const [first, a, b, c] = await payloadsById(query);
    expect([first, a, b, c].map(({ pending = [] }) => pending.map(({ path }: { path: unknown }) => path))).toEqual([
      [['product']],
      [['product', 'reviews', 0]],
      [['product', 'reviews', 0, 'author']],
      [],
    ]);
    expect((await payloads(query)).flatMap(({ incremental = [] }) => incremental)).toEqual([
      { data: { reviews: [{ text: 'good' }] }, path: ['product'], label: 'a' },
      { data: { author: { name: 'Ann' } }, path: ['product', 'reviews', 0], label: 'b' },
      { data: { mood: 'glad' }, path: ['product', 'reviews', 0, 'author'], label: 'c' },
    ]);
  });

  test('root fields are deferred, and so is the subgraph that serves the rest as well', async () => {
    expect(await payloads('{ ... @defer { product { id } } stockRoot }')).toEqual([
      { data: { stockRoot: 'root' }, hasNext: true },
      { incremental: [{ data: { product: { id: 'p1' } }, path: [] }], hasNext: false },
    ]);
    expect(await payloads('{ product { id ... @defer { size } } }')).toEqual([
      { data: { product: { id: 'p1' } }, hasNext: true },
      { incremental: [{ data: { size: 'L' }, path: ['product'] }], hasNext: false },
    ]);
  });

  test('what a mutation defers is fetched after the last of its fields', async () => {
    fetches.length = 0;
    const all = await payloads('mutation { first { ... @defer { stock } } third second { ... @defer { slow } } }');
    expect(all[0]).toEqual({ data: { first: {}, third: 'done', second: {} }, hasNext: true });
    expect(all.slice(1).flatMap(({ incremental }) => incremental)).toEqual([
      { data: { stock: 3 }, path: ['first'] },
      { data: { slow: 'slow' }, path: ['second'] },
    ]);
    const kinds = fetches.map(({ query }) => query.kind);
    expect(kinds).toEqual(['mutation', 'mutation', 'mutation', 'query', 'query']);
  });

  test('what is fetched ahead changes nothing of the part before, which keeps its values in the later ones', async () => {
    fetches.length = 0;
    const [first, ...others] = await payloads('{ product { size ... @defer { size title } } slowRoot }');
    expect(fetches.map(({ query }) => query.subgraph)).toEqual(['shop', 'stock', 'shop']);
    expect(first.data).toEqual({ product: { size: 'M' }, slowRoot: 'slow' });
    expect(others).toEqual([
      { incremental: [{ data: { size: 'M', title: 'Lamp' }, path: ['product'] }], hasNext: false },
    ]);
  });

  test('the first part does not wait for a deferred fetch of the same subgraph', async () => {
    const { parts, data } = await ask('{ product { stock ... @defer { slow } } }', { acceptsParts: true });
    expect(data).toEqual({ product: { stock: 3 } });
    let isThere = false;
    const next = parts?.next().then((batch) => ((isThere = true), batch));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isThere).toBe(false);
    expect((await next)?.completed).toMatchObject([{ data: '{"slow":"slow"}' }]);
    expect(await parts?.next()).toBeUndefined();
    await parts?.ended;
  });

  test('a part does not wait for another one of the same subgraph', async () => {
    const [, ...others] = await payloads(
      '{ product { id ... @defer(label: "slow") { slow } ... @defer(label: "quick") { stock } } }',
    );
    expect(others).toEqual([
      { incremental: [{ data: { stock: 3 }, path: ['product'], label: 'quick' }], hasNext: true },
      { incremental: [{ data: { slow: 'slow' }, path: ['product'], label: 'slow' }], hasNext: false },
    ]);
  });

  test('only objects of the type that a fragment is on have a part', async () => {
    const [first, ...parts] = await payloads(
      '{ nodes { id ... on Product @defer { stock } ... on Person @defer { mood } } }',
    );
    expect(first).toEqual({ data: { nodes: [{ id: 'p1' }, null, { id: 'u1' }] }, hasNext: true });
    const patches = parts.flatMap(({ incremental }) => incremental as { path: string[] }[]);
    expect(patches.toSorted((a, b) => Number(a.path[1]) - Number(b.path[1]))).toEqual([
      { data: { stock: 3 }, path: ['nodes', 0] },
      { data: { mood: 'glad' }, path: ['nodes', 2] },
    ]);
  });

  test('a fragment that is spread twice is a part at both places, under its one label', async () => {
    const all = await payloads(
      '{ product { ...F } plain { product { ...F } } } fragment F on Product { id ... @defer(label: "f") { stock } }',
    );
    const patches = all.flatMap(({ incremental = [] }) => incremental);
    expect(patches).toHaveLength(2);
    expect(patches).toEqual(
      expect.arrayContaining([
        { data: { stock: 3 }, path: ['product'], label: 'f' },
        { data: { stock: 3 }, path: ['plain', 'product'], label: 'f' },
      ]),
    );
  });

  test('fields under the names of what every object inherits are fields like any other', async () => {
    const all = await payloads(
      '{ __proto__: product { constructor: id ... @defer { __proto__: stock toString: sold } } }',
    );
    expect(JSON.stringify(all)).toBe(
      '[{"data":{"__proto__":{"constructor":"p1"}},"hasNext":true},' +
        '{"incremental":[{"data":{"__proto__":3,"toString":7},"path":["__proto__"]}],"hasNext":false}]',
    );
  });
});

describe('what is answered whole', () => {
  const QUERY = 'query ($later: Boolean = true) { product { id ... @defer(if: $later) { stock } } }';
  const whole = [{ data: { product: { id: 'p1', stock: 3 } } }];

  test('everything for who takes no parts, by the plan of the operation without @defer', async () => {
    fetches.length = 0;
    expect(await payloads(QUERY, { acceptsParts: false })).toEqual(whole);
    await ask('{ product { id stock } }');
    const [deferred, plain] = [fetches.slice(0, 2), fetches.slice(2)].map((some) =>
      some.map(({ query }) => query.text),
    );
    expect(deferred).toEqual(plain);
  });

  test('a fragment under a condition that does not hold; a variable that is not given has its default', async () => {
    expect(await payloads(QUERY, { variables: { later: false } })).toEqual(whole);
    expect(await payloads('{ product { id ... @defer(if: false) { stock } } }')).toEqual(whole);
    expect(await payloads(QUERY, { variables: { later: true } })).toHaveLength(2);
    expect(await payloads(QUERY)).toHaveLength(2);
    expect(await payloads('query ($later: Boolean) { product { id ... @defer(if: $later) { stock } } }')).toHaveLength(
      2,
    );
  });

  test('a fragment that is skipped', async () => {
    const query = 'query ($no: Boolean!) { product { id ... @defer @include(if: $no) { stock } } }';
    expect(await payloads(query, { variables: { no: false } })).toEqual([{ data: { product: { id: 'p1' } } }]);
    expect(await payloads(query, { variables: { no: true } })).toHaveLength(2);
  });

  test('what is fetched with the rest in any case', async () => {
    expect(await payloads('{ plain { x ... @defer { y } } }')).toEqual([{ data: { plain: { x: 1, y: 2 } } }]);
  });

  test('a part whose object is null', async () => {
    expect(await payloads('{ nothing { id ... @defer { stock } } }')).toEqual([{ data: { nothing: null } }]);
  });

  test('questions about the schema', async () => {
    const query = '{ ... @defer { __schema { queryType { name } } } ... @defer { stockRoot } }';
    expect(await payloads(query)).toEqual([
      { data: { __schema: { queryType: { name: 'Query' } } }, hasNext: true },
      { incremental: [{ data: { stockRoot: 'root' }, path: [] }], hasNext: false },
    ]);
  });
});

import {
  buildSchema as buildFederationSchema,
  type EnumType,
  isValidLeafValue,
  type ScalarType,
} from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { randomFrom } from '../../conformance/generate/random.ts';
import { aProjector } from './a-projector.ts';

const TYPES = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Color', 'Anything'] as const;
const SCHEMA = `
  type Query { one: One must: One! mustAnything: Anything! ${TYPES.map((type) => `a${type}: ${type} some${type}: [${type}]`).join(' ')} }
  type One { leaf: Int mustLeaf: Int! one: One must: One! many: [One] manyMust: [One!] all: [One!]! leaves: [Int!] matrix: [[Int!]!] }
  enum Color { RED GREEN }
  scalar Anything
`;
const schema = buildSchema(SCHEMA);
const answer = (query: string, data: unknown) =>
  aProjector({ schema, query })(data as Readonly<Record<string, unknown>>);

describe('null', () => {
  test.each<[string, unknown, string | null]>([
    ['{ one { leaf } }', {}, '{"one":null}'],
    ['{ one { leaf } }', { one: {} }, '{"one":{"leaf":null}}'],
    ['{ one { mustLeaf } }', { one: {} }, '{"one":null}'],
    ['{ one { one { mustLeaf } } }', { one: { one: {} } }, '{"one":{"one":null}}'],
    ['{ one { must { mustLeaf } } }', { one: { must: {} } }, '{"one":null}'],
    ['{ must { mustLeaf } }', { must: {} }, null],
    ['{ must { leaf } aInt }', { aInt: 1 }, null],
    [
      '{ one { many { mustLeaf } } }',
      { one: { many: [{ mustLeaf: 1 }, {}] } },
      '{"one":{"many":[{"mustLeaf":1},null]}}',
    ],
    ['{ one { manyMust { mustLeaf } } }', { one: { manyMust: [{ mustLeaf: 1 }, {}] } }, '{"one":{"manyMust":null}}'],
    ['{ one { all { leaf } } }', { one: { all: [null] } }, '{"one":null}'],
    ['{ one { all { leaf } } }', { one: { all: [] } }, '{"one":{"all":[]}}'],
    ['{ one { leaves } }', { one: { leaves: [1, null] } }, '{"one":{"leaves":null}}'],
    ['{ one { matrix } }', { one: { matrix: [[1], [2, null]] } }, '{"one":{"matrix":null}}'],
    ['{ someInt }', { someInt: [1, 'x', 2] }, '{"someInt":[1,null,2]}'],
  ])('of %s where %j was fetched reaches the nearest parent that may be null', (query, data, expected) => {
    expect(answer(query, data)).toBe(expected);
  });

  test('leaves the fetched list as it was', () => {
    const someInt = [1, 'x'];
    answer('{ someInt }', { someInt });
    expect(someInt).toEqual([1, 'x']);
  });
});

const LEAVES = [
  ...['', 'text', 'RED', 'BLUE', 0, -0, 1.5, -3, 2 ** 31, 2 ** 53, 1e20, 1e21, -1e21, 1e-7, true, false, {}, [], [1]],
  { a: [{ b: null }] },
];

describe('a leaf', () => {
  const federated = buildFederationSchema(SCHEMA);
  const leaves = TYPES.flatMap((type) => LEAVES.map((value) => [type, value] as const));

  test.each(leaves)(
    'of type %s that was fetched as %j is written as it came, or null where stock says so',
    (type, value) => {
      const valid = isValidLeafValue(federated, value, federated.type(type) as ScalarType | EnumType);
      const text = valid ? JSON.stringify(value) : 'null';
      expect(answer(`{ a${type} some${type} }`, { [`a${type}`]: value, [`some${type}`]: [value] })).toBe(
        `{"a${type}":${text},"some${type}":[${text}]}`,
      );
    },
  );

  test('of a custom scalar is null where it has no JSON text', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const throws = { toJSON: () => JSON.parse('{') as unknown };
    const without = [NaN, Infinity, 1n, { a: 1n }, cycle, throws, Symbol('s'), () => 1, new Date(NaN), undefined];
    for (const value of without) {
      expect(answer('{ aAnything }', { aAnything: value })).toBe('{"aAnything":null}');
      expect(answer('{ mustAnything }', { mustAnything: value })).toBeNull();
    }
  });

  test('of a custom scalar may be nested deeper than the stack', () => {
    let deep: unknown = { toJSON: () => 1 };
    for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
    expect(() => answer('{ aAnything }', { aAnything: deep })).not.toThrow();
  });

  test('is quoted as JSON.stringify does', () => {
    const seed = Math.floor(Math.random() * 1_000_000_000);
    const random = randomFrom(seed);
    const project = aProjector({ schema, query: '{ aString someString }' });
    const code = () => random.pick([random.below(0x80), random.below(0x1_0000), 0xd800 + random.below(0x800), 0x2028]);
    for (let round = 0; round < 2_000; round += 1) {
      const text = String.fromCharCode(...Array.from({ length: random.below(round % 100 === 0 ? 8_000 : 60) }, code));
      const expected = JSON.stringify({ aString: text, someString: [text] });
      expect({ seed, answer: project({ aString: text, someString: [text] }) }).toEqual({
        seed,
        answer: expected,
      });
    }
  });
});

describe('garbage', () => {
  const project = aProjector({
    schema,
    query: `{ ${TYPES.map((type) => `a${type} some${type}`).join(' ')}
      one { leaf one { leaf many { mustLeaf } matrix } many { leaf } manyMust { leaf } all { leaf } leaves matrix } }`,
  });
  const KEYS = [
    ...TYPES.flatMap((type) => [`a${type}`, `some${type}`]),
    'one',
    'many',
    'manyMust',
    'all',
    'leaves',
    'matrix',
    'leaf',
  ];

  test('wherever it is becomes null and never an exception', () => {
    const seed = Math.floor(Math.random() * 1_000_000_000);
    const random = randomFrom(seed);
    const primitives = [
      null,
      undefined,
      0,
      NaN,
      -Infinity,
      1n,
      '',
      'x',
      true,
      Symbol('s'),
      () => 1,
      new Date(NaN),
      new Map(),
      /x/u,
    ];
    const garbage = (depth: number): unknown => {
      if (depth === 0 || random.chance(0.3)) return random.pick(primitives);
      if (random.chance(0.4)) return Array.from({ length: random.below(4) }, () => garbage(depth - 1));
      const object = (random.chance(0.5) ? {} : Object.create(null)) as Record<string, unknown>;
      for (const key of KEYS) if (random.chance(0.3)) object[key] = garbage(depth - 1);
      return object;
    };
    for (let round = 0; round < 1_000; round += 1) {
      const text = project(garbage(4) as Record<string, unknown>);
      if (text !== null) expect(Object.keys(JSON.parse(text) as object)).toHaveLength(2 * TYPES.length + 1);
    }
  });

  test.each([null, undefined, 1, 'x', []])('%j in the place of all data is null', (data) => {
    expect(project(data as never)).toBeNull();
  });
});

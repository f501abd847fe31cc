import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { limitRules } from '../src/limits/limit-rules.ts';
import { DEFAULT_LIMITS } from '../src/limits/limits.ts';

const schema = buildSchema(
  'directive @mark(n: Int) repeatable on FIELD | QUERY | INLINE_FRAGMENT type Query { a: Query }',
);
const codes = (text: string) =>
  validate(schema, parse(text), limitRules(DEFAULT_LIMITS)).map(({ extensions }) => extensions['code']);
const marks = (count: number) => Array.from({ length: count }, (_, n) => `@mark(n: ${n})`).join(' ');

test('directives are counted wherever they can stand', () => {
  expect(codes(`query ${marks(5)} { a ${marks(5)} { ... ${marks(5)} { __typename } } }`)).toEqual([]);
  for (const text of [
    `query ${marks(6)} { __typename }`,
    `{ a ${marks(6)} { __typename } }`,
    `{ ... ${marks(6)} { __typename } }`,
  ])
    expect(codes(text)).toEqual(['TOO_MANY_DIRECTIVES']);
});

test('fragments that spread one another a million times are measured at once', () => {
  const fragments = Array.from({ length: 40 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(
    ' ',
  );
  expect(codes(`{ ...F0 } ${fragments} fragment F40 on Query { b: __typename }`)).toEqual([
    'TOO_MANY_ROOT_FIELDS',
    'TOO_MANY_ALIASES',
  ]);
});

test('a cycle of fragments ends, and is left to the rule that refuses it', () => {
  expect(codes('{ ...A } fragment A on Query { a { ...B } } fragment B on Query { a { ...A } }')).toEqual([]);
});

test('every operation of a document is measured', () => {
  expect(codes(`query Small { __typename } query Large { ${'__typename '.repeat(21)} }`)).toEqual([
    'TOO_MANY_ROOT_FIELDS',
  ]);
});

import { expect, jest, test } from '@jest/globals';
import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { countedReads } from './limits/counted-reads.ts';
import { limitErrors } from '../src/limits/limit-errors.ts';
import { limitRules } from '../src/limits/limit-rules.ts';
import { DEFAULT_LIMITS } from '../src/limits/limits.ts';

const schema = buildSchema(
  'directive @mark(n: Int) repeatable on FIELD | QUERY | INLINE_FRAGMENT type Query { a: Query }',
);
const codes = (text: string) => limitErrors(parse(text), DEFAULT_LIMITS).map(({ extensions }) => extensions['code']);
const names = (count: number, before: string, after = '') =>
  Array.from({ length: count }, (_, n) => `${before}${n}${after}`).join(' ');
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

test('names that every object of an answer repeats are not as long as one likes', () => {
  const aliased = (length: number) => `{ ${'a'.repeat(length)}: a { __typename } }`;
  const labelled = (length: number) => `{ a { ... @defer(label: "${'a'.repeat(length)}") { __typename } } }`;
  for (const text of [aliased, labelled]) {
    expect(codes(text(200))).toEqual([]);
    expect(codes(text(201))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  }
});

test('fragments that spread one another a million times are measured at once', () => {
  const fragments = Array.from({ length: 40 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(
    ' ',
  );
  expect(codes(`{ ...F0 } ${fragments} fragment F40 on Query { b: __typename }`)).toEqual([
    'TOO_MANY_FIELDS',
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

test('fields are counted in all, `__typename` and what fragments unfold to included', () => {
  const page = (fields: number) =>
    `{ a { ...A } b { ...A } } fragment A on Query { __typename ${names(fields - 1, 'f')} }`;
  expect(codes(page(499))).toEqual([]);
  expect(codes(page(500))).toEqual(['TOO_MANY_FIELDS']);
});

test('a field may be repeated, though not as often as one likes', () => {
  expect(codes(`{ a { ${'a { __typename } '.repeat(30)} } }`)).toEqual([]);
  for (const text of [
    `{ a { ${'a { __typename } '.repeat(31)} } }`,
    `{ a { ${'... { a { __typename } } '.repeat(31)} } }`,
    `{ a { ...F } } fragment F on Query { a { ${'__typename '.repeat(31)} } }`,
    `{ a { ${`a { ${'a { __typename } '.repeat(8)} } `.repeat(4)} } }`,
    `{ a { a { __typename } ${names(30, '...F')} } } ${names(30, 'fragment F', ' on Query { a { __typename } }')}`,
  ])
    expect(codes(text)).toEqual(['TOO_MANY_REPEATED_FIELDS']);
});

test.each([
  ['one name for many fields', `{ a { ${Array.from({ length: 600 }, (_, n) => `x: y${n}`).join(' ')} } }`],
  ['one field many times', `{ a { ${'a { __typename } '.repeat(400)} } }`],
  ['the same in a fragment that nobody spreads', `fragment F on Query { ${'a { __typename } '.repeat(400)} }`],
  [
    'what many fragments select',
    `{ a { ${names(160, '...F')} } } ${names(160, 'fragment F', ' on Query { a { __typename } }')}`,
  ],
  ['many aliases', `{ a { ${names(31, 'x', ': a { __typename }')} } }`],
])('validation ends before it compares %s', (_, text) => {
  const looked = jest.fn();
  const errors = validate(
    schema,
    parse(text),
    [() => ({ SelectionSet: looked }), ...specifiedRules, ...limitRules(DEFAULT_LIMITS)],
    { maxErrors: 5 },
  );
  expect(errors[0]?.extensions['code']).toMatch(/^TOO_MANY_/);
  expect(errors.at(-1)?.message).toBe('Validation aborted.');
  expect(looked).not.toHaveBeenCalled();
});

test('what no operation spreads is bounded, too', () => {
  const bomb = Array.from(
    { length: 20 },
    (_, n) => `fragment F${n} on Query { a { ...F${n + 1} } b { ...F${n + 1} } }`,
  );
  const document = parse(`{ __typename } ${bomb.join(' ')} fragment F20 on Query { __typename }`);
  const counted = countedReads(document);
  expect(limitErrors(document, DEFAULT_LIMITS).map(({ extensions }) => extensions['code'])).toEqual([
    'TOO_MANY_FIELDS',
  ]);
  expect(counted.reads()).toBeLessThan(4 * DEFAULT_LIMITS.selections);
});

test.each(['constructor', '__proto__', 'toString'])('%s is a name like any other', (name) => {
  expect(limitErrors(parse(`{ ${`${name}: a { __typename } `.repeat(2)} }`), DEFAULT_LIMITS)).toEqual([]);
});

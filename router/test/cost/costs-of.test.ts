import { describe, expect, test } from '@jest/globals';
import { costIn } from './a-supergraph.ts';

const LIBRARY = `
  type Query {
    me: Reader
    books(first: Int = 5, last: Int): [Book!]! @listSize(slicingArguments: ["first", "last"], assumedSize: 7)
    shelf(first: Int, after: String): BookConnection
      @listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], assumedSize: 20)
    search(input: Search): [Book!]! @listSize(slicingArguments: ["input.page.first"], assumedSize: 30)
    rare: Book @cost(weight: 30)
    stamp: Stamp
    things: [Thing]
    grid: [[Book]]
    items: Pages
    priced(by: Int @cost(weight: 3), mood: Mood): Int
  }
  type Mutation { lend(input: Loan!): Book  lendAll(loans: [Loan!]!): Int  rate(stars: [Int!] @cost(weight: 4)): Int }
  type Subscription { lent: Book }
  type Reader @cost(weight: 6) { id: ID  books: [Book!]! }
  type Book { id: ID  reader: Reader  page: BookConnection @listSize(assumedSize: 3, sizedFields: ["nodes"]) }
  type BookConnection { nodes: [Book!]!  edges: [Edge!]!  total: Int @cost(weight: 5) }
  type Edge { node: Book }
  type Paper implements Pages { pages(first: Int): [Book] @cost(weight: 2) @listSize(slicingArguments: ["first"]) }
  type Scroll implements Pages @cost(weight: 9) { pages(first: Int): [Book] }
  interface Pages { pages(first: Int): [Book] }
  union Thing = Book | Reader
  scalar Stamp @cost(weight: 8)
  enum Mood @cost(weight: 2) { GOOD }
  input Search { words: String  page: Page = { first: 4 } }
  input Page { first: Int = 6 }
  input Loan { book: ID!  days: Int @cost(weight: 2)  next: Loan }
`;
const cost = costIn(LIBRARY);

describe('an operation costs', () => {
  test.each([
    ['nothing for leaves, `__typename` and introspection', '{ __typename __schema { types { name } } }', 0],
    ['one for an object', '{ rare: me { id } }', 6],
    ["the field's weight instead of its type's", '{ rare { id } }', 30],
    ['what its scalars weigh', '{ stamp }', 8],
    ['what its arguments weigh, each with its own or its type', '{ priced(by: 1, mood: GOOD) }', 5],
    ['nothing for arguments that are null or not given', '{ priced(by: null) }', 0],
    ['ten for a list of which nothing is said', '{ me { books { id } } }', 6 + 10],
    ['as much as the dearest of an abstract type, for each item', '{ things { __typename } }', 60],
    ['all levels of a nested list', '{ grid { id } }', 100],
    ['everything in a list as often as it has items', '{ me { books { reader { id } } } }', 6 + 10 * 7],
    ['an interface as its dearest object', '{ items { __typename } }', 9],
    ['a field of an interface as it costs in its objects', '{ items { pages(first: 3) { id } } }', 9 + 3 * 2],
    [
      'ten more for a mutation, and one for each object of its input',
      'mutation { lend(input: { book: 1 }) { id } }',
      12,
    ],
    [
      'inputs within inputs, with the weights of their fields',
      'mutation { lend(input: { book: 1, days: 3, next: { book: 2, days: null } }) { id } }',
      10 + 1 + (1 + 2) + 1,
    ],
    ['each item of a list that is given', 'mutation { lendAll(loans: [{ book: 1 }, { book: 2, days: 1 }]) }', 14],
    ['the weight of an argument once for its whole list', 'mutation { rate(stars: [1, 2, 3]) }', 14],
    ['nothing more for a subscription', 'subscription { lent { id } }', 1],
  ])('%s', (_, text, expected) => expect(cost(text)).toBe(expected));
});

describe('the size of a list', () => {
  test.each([
    ['is what a slicing argument says', '{ books(first: 3) { id } }', 3],
    ["is the largest of several, the argument's default included", '{ books(last: 4) { id } }', 5],
    ['is assumed where none is given', '{ books(first: null) { id } }', 7],
    ['is none where none is wanted', '{ books(first: 0) { id } }', 0],
    ['is never below nothing', '{ books(first: -3) { id } me { id } }', 6],
    ['may stand within an input', '{ search(input: { page: { first: 2 } }) { id } }', 2 + 2],
    ['may be the default of an inner field', '{ search(input: { page: {} }) { id } }', 6 + 2],
    ['may be within a default', '{ search(input: { words: "x" }) { id } }', 4 + 1],
    ['is assumed where the input is not given', '{ search { id } }', 30],
  ])('%s', (_, text, expected) => expect(cost(text)).toBe(expected));

  test.each([
    ['lists that are sized, and nothing else', '{ shelf(first: 4) { total nodes { id } } }', 1 + 5 + 4],
    ['each of them', '{ shelf(first: 4) { nodes { id } edges { node { id } } } }', 1 + 4 + 8],
    ['them in fragments too', '{ shelf(first: 4) { ...S } } fragment S on BookConnection { ... { nodes { id } } }', 5],
    ['only what is named', '{ me { books { page { nodes { id } edges { node { id } } } } } }', 6 + 10 * (2 + 3 + 20)],
  ])('is handed on to %s', (_, text, expected) => expect(cost(text)).toBe(expected));

  test('is not handed on to another place that spreads the same fragment', () => {
    const fragment = 'fragment S on BookConnection { nodes { id } }';
    expect(cost(`{ a: shelf(first: 2) { ...S } b: shelf(first: 5) { ...S } } ${fragment}`)).toBe(3 + 6);
    expect(cost(`{ shelf(first: 2) { ...S } me { books { page { ...S } } } } ${fragment}`)).toBe(3 + 6 + 10 * 5);
  });

  test('is handed on after what each place sizes, also in a fragment that both spread', () => {
    const text = '{ shelf(first: 2) { ...E } me { books { page { ...E } } } }';
    expect(cost(`${text} fragment E on BookConnection { edges { node { id } } }`)).toBe(5 + 6 + 10 * (2 + 20));
  });

  test('where nothing is said is configured', () => {
    expect(costIn(LIBRARY, { listSize: 3 })('{ me { books { id } } }')).toBe(6 + 3);
  });
});

describe('coerced variables', () => {
  test('are looked at anew with each evaluation', () => {
    const text = 'query ($n: Int) { books(first: $n) { id } shelf(first: $n) { nodes { id } } }';
    expect(cost(text, { n: 1 })).toBe(1 + 2);
    expect(cost(text, { n: 50 })).toBe(50 + 51);
    expect(cost(text, {})).toBe(5 + 21);
    expect(cost(text, { n: null })).toBe(7 + 21);
  });

  test('count in inputs, as a whole or in parts', () => {
    expect(cost('query ($s: Search) { search(input: $s) { id } }', { s: { page: { first: 9 } } })).toBe(9 + 2);
    expect(cost('query ($n: Int) { search(input: { page: { first: $n } }) { id } }', { n: 3 })).toBe(3 + 2);
    expect(cost('mutation ($l: [Loan!]!) { lendAll(loans: $l) }', { l: [{ days: 1 }, {}] })).toBe(10 + 2 + 2);
  });

  test('that are no numbers, or names that objects inherit, size nothing', () => {
    expect(cost('query ($__proto__: Int) { books(first: $__proto__) { id } }')).toBe(5);
    expect(cost('query ($constructor: Search) { search(input: $constructor) { id } }')).toBe(30);
    const polluted = JSON.parse('{ "s": { "__proto__": { "page": { "first": 99 } } } }') as Record<string, unknown>;
    expect(cost('query ($s: Search) { search(input: $s) { id } }', polluted)).toBe(4 + 1);
  });

  test.each([
    ['{ me @skip(if: true) { id } }', {}, 0],
    ['{ me @include(if: false) { id } }', {}, 0],
    ['query ($a: Boolean!) { me @skip(if: $a) { id } }', { a: true }, 0],
    ['query ($a: Boolean!) { me @skip(if: $a) { id } }', { a: false }, 6],
    ['query ($a: Boolean!) { ... @include(if: $a) { me { id } } }', { a: true }, 6],
    ['query ($a: Boolean!) { ...M @include(if: $a) } fragment M on Query { me { id } }', { a: false }, 0],
    ['query ($a: Boolean!, $b: Boolean!) { me @include(if: $a) @skip(if: $b) { id } }', { a: true, b: true }, 0],
    ['query ($a: Boolean!) { shelf(first: 9) { nodes @skip(if: $a) { id } } }', { a: true }, 1],
  ])('decide what is skipped: %s with %j', (text, variables, expected) => expect(cost(text, variables)).toBe(expected));
});

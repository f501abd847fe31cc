import { describe, expect, test } from '@jest/globals';
import { anAuthorization, anIdentity } from './a-supergraph.ts';

const SHOP = `
  type Query { me: User post(id: ID, after: ID): Post users: [User!]! nodes: [Node] search: [Result!]! grid: [[User]] stats: Stats mixed: Mixed open: Open @authenticated }
  type Mutation { rename(name: String): User @authenticated ping: Int }
  interface Node { id: ID! }
  interface Secret implements Node @authenticated { id: ID! }
  type User implements Node { id: ID! name: String email: String @requiresScopes(scopes: [["email", "read"], ["admin"]]) home: Place born: Date friends(first: Int): [User] }
  type Post implements Node { id: ID! title: String views: Int @authenticated author: User }
  type Stats implements Node & Secret @policy(policies: [["STAFF"]]) { id: ID! n: Int }
  type Open { id: ID }
  union Result = User | Post | Stats
  type Hidden @authenticated { id: ID }
  union Mixed = Post | Hidden
  enum Place @authenticated { HOME }
  scalar Date @policy(policies: [["STAFF"]])
`;
const { left, refused, errors, pruned, requirementsOf } = anAuthorization(SHOP);
const signedIn = anIdentity({ isAuthenticated: true });

describe('a field is taken out', () => {
  test('that demands more than is met, and the rest stays', () => {
    expect(left('{ post { title views } }')).toBe('{ post { title } }');
    expect(refused('{ post { title views } }')).toEqual(['post.views']);
    expect(left('{ post { title views } }', signedIn)).toBe('{ post { title views } }');
  });

  test('unless one of the groups of scopes is there in full', () => {
    const scoped = (...scopes: string[]) => left('{ me { name email } }', anIdentity({ scopes }));
    expect(scoped('email')).toBe('{ me { name } }');
    expect(scoped('email', 'read')).toBe('{ me { name email } }');
    expect(scoped('admin')).toBe('{ me { name email } }');
  });

  test('when its type is refused: object, enum or scalar', () => {
    expect(left('{ stats { n } me { name home born } }')).toBe('{ me { name } }');
    expect(refused('{ stats { n } me { name home born } }')).toEqual(['stats', 'me.home', 'me.born']);
    expect(left('{ me { born } }', anIdentity({ policies: ['STAFF'] }))).toBe('{ me { born } }');
  });

  test('of an interface when any of the types that may come is refused, or its field', () => {
    expect(left('{ nodes { id } }')).toBe('{ nodes { __typename } }');
    expect(refused('{ nodes { id } }')).toEqual(['nodes.@.id']);
    expect(left('{ nodes { id ... on User { id } } }')).toBe('{ nodes { __typename ... on User { id } } }');
  });

  test('of an interface only for types that can come there', () => {
    expect(left('{ post { ... on Node { id } } }')).toBe('{ post { ... on Node { id } } }');
    expect(left('{ search { ... on Node { ... on Post { ... on Node { id } } } } }')).toBe(
      '{ search { ... on Node { ... on Post { ... on Node { id } } } } }',
    );
    expect(left('{ search { ... on Node { id } } }')).toBe('{ search { __typename } }');
  });

  test('of an interface inside a union only for members that implement it', () => {
    expect(left('{ mixed { ... on Node { id } } }')).toBe('{ mixed { ... on Node { id } } }');
  });

  test('together with what can never come', () => {
    expect(left('{ post { title ... on Node { ... on User { name } } } }')).toBe('{ post { title } }');
    expect(refused('{ post { title ... on Node { ... on User { email } } } }')).toEqual([]);
  });

  test('with the type condition on a refused type', () => {
    const query = '{ search { __typename ... on Stats { __typename n again: n } ... on Post { title } } }';
    expect(left(query)).toBe('{ search { __typename ... on Post { title } } }');
    expect(refused(query)).toEqual(['search.@.n', 'search.@.again']);
    expect(left('{ nodes { ... on Secret { id } } }')).toBe('{ nodes { __typename } }');
  });

  test('behind aliases, nested fragments and variables, which go with it', () => {
    const query = `query Q($a: ID, $b: Int, $c: ID) @live(by: $c) { x: post(id: $a) { ...P } me { y: email ...U } }
      fragment P on Post { v: views author { ...U } }
      fragment U on User { e: email friends(first: $b) @include(if: true) { n: name } }`;
    expect(left(query)).toBe(
      'query Q($a: ID, $b: Int, $c: ID) @live(by: $c) { x: post(id: $a) { __typename ... on Post { author { __typename ... on User { friends(first: $b) @include(if: true) { n: name } } } } } me { __typename ... on User { friends(first: $b) @include(if: true) { n: name } } } }',
    );
    expect(refused(query)).toEqual(['x.v', 'x.author.e', 'me.y', 'me.e']);
    expect(left('query Q($a: Boolean!, $b: Int) { post { title views @skip(if: $a) } }')).toBe(
      'query Q { post { title } }',
    );
  });

  test('of a mutation, which is then not run', () => {
    expect(left('mutation { rename(name: "x") { name } }')).toBeUndefined();
    expect(left('mutation { ping rename(name: "x") { name } }')).toBe('mutation { ping }');
  });

  test('of every root field when the root type is refused, introspection apart', () => {
    const closed = anAuthorization('type Query @authenticated { a: Int b: Int }');
    expect(closed.left('{ __typename a __schema { description } b }')).toBe('{ __typename __schema { description } }');
    expect(closed.refused('{ a b }')).toEqual(['a', 'b']);
  });

  test('and an object that stays is told from null whatever else is left out', () => {
    expect(left('query Q($a: Boolean!) { post { title @include(if: $a) views } }')).toBe(
      'query Q($a: Boolean!) { post { __typename title @include(if: $a) } }',
    );
    expect(left('query Q($a: Boolean!) { post @skip(if: $a) { views } }')).toBe(
      'query Q($a: Boolean!) { post @skip(if: $a) { __typename } }',
    );
    expect(left('query Q($a: Boolean!) { post { title @include(if: $a) } }')).toBe(
      'query Q($a: Boolean!) { post { title @include(if: $a) } }',
    );
  });
});

describe('an error', () => {
  test('has the path with lists as @, its code and whether signing in could help', () => {
    const error = { message: 'Unauthorized field or type', path: ['grid', '@', '@', 'email'] };
    expect(errors('{ grid { email } }')).toEqual([
      { ...error, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'UNAUTHENTICATED' } },
    ]);
    expect(errors('{ grid { email } }', { identity: signedIn })).toEqual([
      { ...error, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'FORBIDDEN' } },
    ]);
  });

  test('is one for a path, however often it is selected', () => {
    expect(refused('{ post { views ...P ... { views } } } fragment P on Post { views }')).toEqual(['post.views']);
  });

  test('is not due for a field that variables leave out', () => {
    const query = 'query Q($a: Boolean!, $b: Boolean!) { post @include(if: $a) { views @skip(if: $b) } }';
    expect(refused(query, { variables: { a: true, b: false } })).toEqual(['post.views']);
    expect(refused(query, { variables: { a: true, b: true } })).toEqual([]);
    expect(refused(query, { variables: { a: false, b: false } })).toEqual([]);
    const twice =
      'query Q($a: Boolean!) { post { views @include(if: $a) ...P @skip(if: $a) } } fragment P on Post { views }';
    for (const a of [true, false]) expect(refused(twice, { variables: { a } })).toEqual(['post.views']);
  });

  test('is not there for a field that is never selected', () => {
    expect(pruned('{ post { title views @include(if: false) } }', anIdentity()).errors).toEqual([]);
    expect(
      pruned('query Q($a: Boolean!) { post @skip(if: $a) { title views @include(if: $a) } }', anIdentity()).errors,
    ).toEqual([]);
  });

  test('is not there for what is below a refused field', () => {
    expect(refused('{ stats { n } open { id } }')).toEqual(['stats', 'open']);
  });
});

describe('the requirements of an operation', () => {
  test('are each there once, whatever selects them', () => {
    const query = '{ post { views author { email } } a: me { email } open { id } }';
    const ids = requirementsOf(query).map(({ id }) => id);
    expect(ids).toEqual(['@authenticated', '@requiresScopes[["admin"],["email","read"]]']);
    expect(requirementsOf('{ me { name } __schema { description } }')).toEqual([]);
  });

  test('cover fragments, type conditions and what may come behind an interface', () => {
    const ids = (query: string) => requirementsOf(query).map(({ id }) => id);
    expect(ids('{ nodes { id } }')).toEqual(['@policy[["STAFF"]]']);
    expect(ids('{ search { ...S } } fragment S on Stats { __typename }')).toEqual(['@policy[["STAFF"]]']);
    expect(ids('{ nodes { ... on Secret { __typename } } }')).toEqual(['@authenticated']);
  });

  test('are found in time that does not double with every fragment', () => {
    const chain = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on User { a${n}: friends { ...F${n + 1} } b${n}: friends { ...F${n + 1} } }`,
    );
    const query = `{ me { ...F0 } } ${chain.join(' ')} fragment F40 on User { email }`;
    expect(requirementsOf(query)).toHaveLength(1);
  });
});

test('a plan’s own data are no way around: refused fields of the whole operation are named', () => {
  const { whole, refused: nodes } = pruned('{ nodes { id } me { email name } }', anIdentity());
  const names = [...nodes].map(({ name }) => name.value);
  expect(names).toEqual(['id', 'email']);
  expect(JSON.stringify(whole)).toContain('"value":"email"');
});

test('names of prototypes are names like any other', () => {
  const odd = anAuthorization(
    'type Query { constructor: __proto__ toString: Int @authenticated } type __proto__ { valueOf: Int @authenticated hasOwnProperty: Int }',
  );
  expect(
    odd.left(
      'query Q($__proto__: Boolean!) { __proto__: toString constructor: constructor @skip(if: $__proto__) { hasOwnProperty valueOf } }',
    ),
  ).toBe('query Q($__proto__: Boolean!) { constructor: constructor @skip(if: $__proto__) { hasOwnProperty } }');
  expect(odd.refused('query Q($constructor: Boolean!) { toString @skip(if: $constructor) }')).toEqual(['toString']);
});

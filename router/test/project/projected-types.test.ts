import { describe, expect, jest, test } from '@jest/globals';
import { type FragmentDefinitionNode, parse } from 'graphql';
import { aProjector, countingFields } from './a-projector.ts';

const SCHEMA = `
  schema { query: Query mutation: Change }
  type Query { node: Node pet: Pet only: Only lonely: Lonely dog: Dog nodes: [Node!] }
  type Change { dog: Dog }
  interface Node { id: ID! next: Node }
  interface Animal implements Node { id: ID! next: Node }
  interface Only { id: ID! }
  type Dog implements Node & Animal { id: ID! next: Node bark: Int }
  type Cat implements Node & Animal { id: ID! next: Node bark: String }
  type Single implements Only { id: ID! }
  union Pet = Dog | Cat
  union Lonely = Single
`;
const answer = (query: string, data: Readonly<Record<string, unknown>>, texts?: Readonly<Record<string, string>>) =>
  aProjector({ schema: SCHEMA, query })(data, texts);

describe('an object of an abstract type', () => {
  const query = '{ node { id ... on Dog { bark } ... on Animal { kind: __typename } } }';

  test('is projected as what it says that it is', () => {
    expect(answer(query, { node: { __typename: 'Dog', id: '1', bark: 2 } })).toBe(
      '{"node":{"id":"1","bark":2,"kind":"Dog"}}',
    );
    expect(answer(query, { node: { __typename: 'Cat', id: '1', bark: 2 } })).toBe('{"node":{"id":"1","kind":"Cat"}}');
  });

  test.each([
    'Hidden',
    'Query',
    'String',
    'Pet',
    'Only',
    '__proto__',
    'constructor',
    7,
    null,
    {},
    ['Dog'],
    Object.create(null),
  ])('is null when it says that it is a %j', (typename) => {
    expect(answer(query, { node: { __typename: typename, id: '1' } })).toBe('{"node":null}');
  });

  test.each([{}, { __typename: 'Node' }, { __typename: 'Animal' }])(
    'has the own fields of its interface when %j is all it says, as an @interfaceObject does',
    (said) => {
      expect(answer('{ node { id ... on Dog { bark } } }', { node: { ...said, id: '1', bark: 1 } })).toBe(
        '{"node":{"id":"1"}}',
      );
      expect(answer('{ node { id __typename } }', { node: { ...said, id: '1' } })).toBe('{"node":null}');
    },
  );

  test('of a union is null when it does not say what it is', () => {
    expect(answer('{ pet { ... on Dog { bark } } }', { pet: { bark: 1 } })).toBe('{"pet":null}');
  });

  test('is of the only type that it can be, said or not', () => {
    const query = '{ only { __typename ... on Single { id } } lonely { ... on Single { id } } }';
    expect(answer(query, { only: { id: '1' }, lonely: { id: '2' } })).toBe(
      '{"only":{"__typename":"Single","id":"1"},"lonely":{"id":"2"}}',
    );
  });
});

describe('the root', () => {
  test('has the name of its type, whatever was fetched', () => {
    expect(answer('{ __typename kind: __typename }', { __typename: 'Other' })).toBe(
      '{"__typename":"Query","kind":"Query"}',
    );
    expect(answer('mutation { kind: __typename }', {})).toBe('{"kind":"Change"}');
  });

  test('has the schema as it is given, in its place', () => {
    const query = '{ constructor: __schema { types { name } } dog { id } __type(name: "Dog") { name } }';
    const data = { dog: { id: '1' }, __type: 'never read' };
    expect(answer(query, data, { __type: '{"name":"Dog"}' })).toBe(
      '{"constructor":null,"dog":{"id":"1"},"__type":{"name":"Dog"}}',
    );
    expect(answer(query, data)).toBe('{"constructor":null,"dog":{"id":"1"},"__type":null}');
  });

  test('without a field that is included is an empty object', () => {
    expect(answer('{ dog @skip(if: true) { id } }', {})).toBe('{}');
  });
});

describe('a field', () => {
  test('selected several times has what all its selections select', () => {
    const query =
      '{ dog { next { id } } ...F dog { bark } } fragment F on Query { dog { id next { ... on Dog { bark } } } }';
    expect(answer(query, { dog: { id: '1', bark: 2, next: { __typename: 'Dog', id: '3', bark: 4 } } })).toBe(
      '{"dog":{"next":{"id":"3","bark":4},"id":"1","bark":2}}',
    );
  });

  test('is read from where the plan put it', () => {
    const project = aProjector({
      schema: SCHEMA,
      query: '{ node { id } dog { b: bark } }',
      dataKey: ({ parentType, name, responseName }) =>
        name === 'bark' ? `${parentType}.${name}.${responseName}` : responseName,
    });
    expect(project({ dog: { 'Dog.bark.b': 1, b: 2 } })).toBe('{"node":null,"dog":{"b":1}}');
  });
});

describe('the generated code', () => {
  test('reads a fragment once for each selection, however often it is spread there', () => {
    const fragments = Array.from({ length: 14 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`);
    const query = parse(`{ ...F0 } ${fragments.join(' ')} fragment F14 on Query { x }`);
    const last = query.definitions.at(-1) as FragmentDefinitionNode;
    const { selections } = last.selectionSet;
    const read = jest.fn(() => selections);
    Object.defineProperty(last.selectionSet, 'selections', { get: read });
    expect(aProjector({ schema: 'type Query { x: Int }', query })({ x: 1 })).toBe('{"x":1}');
    expect(read).toHaveBeenCalledTimes(1);
  });

  test('is one function for each type and selection, however often fragments are spread', () => {
    const { counted, dataKey } = countingFields();
    const fragments = Array.from(
      { length: 14 },
      (_, at) => `fragment F${at} on Dog { a: me { ...F${at + 1} } b: me { ...F${at + 1} } }`,
    );
    const query = `{ dog { ...F0 } } ${fragments.join(' ')} fragment F14 on Dog { id }`;
    aProjector({ schema: 'type Query { dog: Dog } type Dog { me: Dog id: ID }', query, dataKey });
    // `dog`, F0's two fields, and behind each of a fragment's two selection sets those of the next.
    expect(counted.fields).toBe(1 + 2 + 2 * (2 * 13 + 1));
  });

  test('of interfaces in interfaces is written for the types that come by', () => {
    const { counted, dataKey } = countingFields();
    const types = Array.from({ length: 30 }, (_, at) => `type T${at} implements N { n: N x: Int }`);
    const schema = `type Query { n: N } interface N { n: N x: Int } ${types.join(' ')}`;
    const project = aProjector({ schema, query: '{ n { x n { x n { x n { x } } } } }', dataKey });
    expect(counted.fields).toBe(1);
    const data = { n: { __typename: 'T3', x: 1, n: { __typename: 'T4', x: 2, n: null } } };
    const text = '{"n":{"x":1,"n":{"x":2,"n":null}}}';
    expect([project(data), project(data)]).toEqual([text, text]);
    expect(counted.fields).toBe(5);
  });
});

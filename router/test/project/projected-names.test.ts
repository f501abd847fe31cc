import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type DocumentNode,
  GraphQLInt,
  GraphQLObjectType,
  GraphQLSchema,
  Kind,
  visit,
  parse,
} from 'graphql';
import { aProjector } from './a-projector.ts';

const INHERITED = [...Object.getOwnPropertyNames(Object.prototype), 'toJSON', 'then', 'length'];

describe.each(INHERITED)('the name %s', (name) => {
  const schema = buildSchema(
    `type Query { ${name}: Int text: String one: One } type One { ${name}: Int any: Any } scalar Any`,
  );

  test.each([`{ ${name} one { ${name} } }`, `{ ${name}: ${name} one { ${name}: ${name} } }`])(
    'is a field like any other: %s',
    (query) => {
      const project = aProjector({ schema, query });
      const fetched = `{${JSON.stringify(name)}:1,"one":{${JSON.stringify(name)}:2}}`;
      expect(project(JSON.parse(fetched) as never)).toBe(fetched);
      const nothing = `{${JSON.stringify(name)}:null,"one":{${JSON.stringify(name)}:null}}`;
      expect(project({ one: {} })).toBe(nothing);
      expect(project(Object.assign(Object.create(null), { one: Object.create(null) as object }) as never)).toBe(
        nothing,
      );
    },
  );

  test('is an alias like any other, of leaves and objects', () => {
    const project = aProjector({ schema, query: `{ one { ${name}: any } }` });
    expect(project({ one: {} })).toBe(`{"one":{${JSON.stringify(name)}:null}}`);
    const fetched = `{"one":{${JSON.stringify(name)}:{"a":[1]}}}`;
    expect(project(JSON.parse(fetched) as never)).toBe(fetched);
  });

  test('as a variable that nobody sent is false', () => {
    const query = `query ($${name}: Boolean) { text @include(if: $${name}) one @skip(if: $${name}) { any } }`;
    expect(aProjector({ schema, query, booleans: {} })({})).toBe('{"one":null}');
  });
});

describe('text that is JavaScript', () => {
  const EVIL = [
    '"]; globalThis.evaluated = 1; //',
    "'+(globalThis.evaluated=1)+'",
    '`${globalThis.evaluated=1}`',
    '*/globalThis.evaluated=1/*',
    '\u2028globalThis.evaluated=1\u2028',
    '\\',
    '</script>',
  ];
  const renamed = (document: DocumentNode, value: string): DocumentNode =>
    visit(document, { Name: (node) => (node.value === 'EVIL' ? { kind: Kind.NAME, value } : undefined) });

  test.each(EVIL)('is not evaluated where names, keys and values are: %s', (evil) => {
    const key = JSON.stringify(evil);
    const project = aProjector({
      schema: `type Query { a: String c: Color i: I } enum Color { RED } interface I { x: Int } type T implements I { x: Int }`,
      query: renamed(parse('{ EVIL: a c i { EVIL: x __typename } }'), evil),
      dataKey: ({ responseName }) => (responseName === 'c' ? evil + responseName : responseName),
    });
    expect(project({ [evil]: evil, [`${evil}c`]: 'RED', i: { __typename: 'T', [evil]: 1 } })).toBe(
      `{${key}:${key},"c":"RED","i":{${key}:1,"__typename":"T"}}`,
    );
    expect(project({ [`${evil}c`]: evil, i: { __typename: evil } })).toBe(`{${key}:null,"c":null,"i":null}`);
    expect(globalThis).not.toHaveProperty('evaluated');
  });

  test.each(EVIL)('is not evaluated as a type: %s', (evil) => {
    const type = new GraphQLObjectType({ name: 'T', fields: { x: { type: GraphQLInt } } });
    type.name = evil;
    const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { t: { type } } }) });
    expect(aProjector({ schema, query: '{ t { __typename x } }' })({ t: {} })).toBe(
      `{"t":{"__typename":${JSON.stringify(evil)},"x":null}}`,
    );
    expect(globalThis).not.toHaveProperty('evaluated');
  });
});

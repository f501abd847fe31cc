import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { partsOf } from '../../src/plan/apart.ts';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import { requirementConflicts } from '../../src/supergraph/requirement-conflicts.ts';
import { aShop, aSupergraph } from './a-supergraph.ts';
import { fetchesOf } from './the-fetches-of.ts';

const supergraphSdl = aShop();
const planner = inlinePlanner({ supergraphSdl });
const planned = async (text: string) => fetchesOf(await planner.plan(text, undefined));

test('fields that require the same field with different arguments are fetched one after the other', async () => {
  expect(await planned('{ product { name postage ...F } } fragment F on Product { exportPostage rating }')).toEqual([
    'a: {product{__typename id name weight(unit:KG)}}',
    'b: __typename id weight => {...on Product{postage rating}}',
    'a: {product{__typename id weight(unit:LB)}}',
    'b: __typename id weight => {...on Product{exportPostage}}',
  ]);
});

test('a fragment stays whole below a field of its part', async () => {
  const sdl = aSupergraph({
    a: 'type Query { p: P } type P @key(fields: "id") { id: ID! w(u: Int): Int }',
    b: /* GraphQL */ `
      type P @key(fields: "id") {
        id: ID!
        w(u: Int): Int @external
        one: Q @requires(fields: "w(u: 1)")
        two: Q @requires(fields: "w(u: 2)")
      }
      type Q {
        a: Int
        b: Int
      }
    `,
  });
  const plan = await inlinePlanner({ supergraphSdl: sdl }).plan(
    '{ p { one { ...F } two { ...F } } } fragment F on Q { a b }',
    undefined,
  );
  expect(fetchesOf(plan)).toEqual([
    'a: {p{__typename id w(u:1)}}',
    'b: __typename id w => {...on P{one{a b}}}',
    'a: {p{__typename id w(u:2)}}',
    'b: __typename id w => {...on P{two{a b}}}',
  ]);
});

test('an operation without a conflict is planned as it is', () => {
  const conflicts = requirementConflicts(parse(supergraphSdl));
  for (const text of [
    '{ product { postage volume name } }',
    '{ a: product { postage } b: product { exportPostage } }',
  ]) {
    const document = parse(text);
    expect(partsOf(document, conflicts)).toEqual([document]);
  }
});

test('a mutation runs once: below one root field a conflict is refused, below two there is none', async () => {
  await expect(planned('mutation { buy { postage exportPostage } }')).rejects.toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'A mutation asks for fields that require the same field with different arguments: postage, exportPostage',
  });
  expect(await planned('mutation { buy { postage } sell { exportPostage } }')).toContain(
    'a: mutation{buy{__typename id weight(unit:KG)}sell{__typename id weight(unit:LB)}}',
  );
});

test('a field conflicts through what it requires of its own type', () => {
  const sdl = aSupergraph({
    a: 'type Query { p: P } type P @key(fields: "id") { id: ID! w(u: Int): Int }',
    b: 'type P @key(fields: "id") { id: ID! w(u: Int): Int @external one: Int @requires(fields: "w(u: 1)") }',
    c: 'type P @key(fields: "id") { id: ID! w(u: Int): Int @external one: Int @external two: Int @requires(fields: "w(u: 2)") three: Int @requires(fields: "one") }',
  });
  expect(requirementConflicts(parse(sdl))).toEqual(
    new Map([
      ['one', new Set(['two'])],
      ['two', new Set(['one', 'three'])],
      ['three', new Set(['two'])],
    ]),
  );
});

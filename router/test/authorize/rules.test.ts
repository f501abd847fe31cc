import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { maskOf } from '../../src/authorize/mask.ts';
import { rulesOf } from '../../src/authorize/rules.ts';
import { anAuthorization, anIdentity } from './a-supergraph.ts';

const ids = (sdl: string, at: string) =>
  rulesOf(sdl)
    .get(at)
    ?.map(({ id }) => id);

describe('the rules of a supergraph', () => {
  test('are read from types, fields and extensions; equal demands are the same object', () => {
    const rules = rulesOf(`
      type Query { a: Int @requiresScopes(scopes: [["x"], ["c", "b", "c"]]) b: Int @authenticated @policy(policies: [["P"]]) }
      extend type Query @authenticated { c: Int @requiresScopes(scopes: [["b", "c"], ["x"]]) }
      scalar Date @authenticated
    `);
    expect([...rules].map(([at, all]) => [at, all.map(({ id }) => id)])).toEqual([
      ['Query.a', ['@requiresScopes[["b","c"],["x"]]']],
      ['Query.b', ['@authenticated', '@policy[["P"]]']],
      ['Query', ['@authenticated']],
      ['Query.c', ['@requiresScopes[["b","c"],["x"]]']],
      ['Date', ['@authenticated']],
    ]);
    expect(rules.get('Query.c')?.[0]).toBe(rules.get('Query.a')?.[0]);
  });

  test('are found under the names that @link gives the directives', () => {
    const linked = (link: string, name: string) =>
      ids(`schema ${link} { query: Query } type Query { a: Int ${name} }`, 'Query.a');
    const url = 'https://specs.apollo.dev/authenticated/v0.1';
    expect(linked(`@link(url: "${url}", for: SECURITY)`, '@authenticated')).toEqual(['@authenticated']);
    expect(linked(`@link(url: "${url}", as: "login")`, '@login')).toEqual(['@authenticated']);
    expect(linked(`@link(url: "${url}", as: "login")`, '@authenticated')).toBeUndefined();
    const imported = `@link(url: "${url}", import: [{ name: "@authenticated", as: "@login" }])`;
    expect(linked(imported, '@login')).toEqual(['@authenticated']);
    expect(linked(`@link(url: "${url}", import: ["@authenticated"], as: "other")`, '@authenticated')).toEqual([
      '@authenticated',
    ]);
  });

  test('that cannot be read are refused, never open', () => {
    for (const applied of [
      '@policy',
      '@policy(policies: "A")',
      '@requiresScopes(scopes: ["a"])',
      '@policy(policies: [[1]])',
    ])
      expect(() => rulesOf(`type Query { a: Int ${applied} }`)).toThrow(/at Query.a of the supergraph/);
  });

  test('with no group are met by nobody', () => {
    const { left } = anAuthorization('type Query { a: Int @policy(policies: []) b: Int }');
    expect(left('{ a b }', anIdentity({ isAuthenticated: true, policies: ['a'] }))).toBe('{ b }');
  });
});

test('a schema without rules demands nothing', () => {
  expect(buildSchema('type Query { a: Int }')).toBeDefined();
  expect(anAuthorization('type Query { a: Int }').requirementsOf('{ a }')).toEqual([]);
});

describe('the mask of an identity', () => {
  const requirements = Array.from({ length: 70 }, (_, n) => ({
    id: `${n}`,
    isMet: ({ scopes }: { scopes: readonly string[] }) => scopes.includes(`${n}`),
  }));
  const all = requirements.map(({ id }) => id);

  test('is empty when all is met and different for every set of what is not', () => {
    const without = (...missing: string[]) =>
      maskOf(requirements, anIdentity({ scopes: all.filter((id) => !missing.includes(id)) }));
    expect(without()).toBe('');
    expect(maskOf([], anIdentity())).toBe('');
    const masks = new Set(all.flatMap((one) => all.map((other) => without(one, other))));
    expect(masks.size).toBe((70 * 71) / 2);
    expect(masks.has('')).toBe(false);
  });
});

test('many scopes are looked up, not searched', () => {
  const { left } = anAuthorization(
    'type Query { a: Int @requiresScopes(scopes: [["s99"]]) b: Int @requiresScopes(scopes: [["t"]]) }',
  );
  const scopes = Array.from({ length: 100 }, (_, n) => `s${n}`);
  expect(left('{ a b }', anIdentity({ scopes }))).toBe('{ a }');
});

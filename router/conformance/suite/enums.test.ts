import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('enums', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query { out: Out outs: [Out!] users(role: Role = GUEST): String byRoles(roles: [Role!] = [GUEST]): String bad: Out mustBad: Out! thing: Thing }
          type Thing @key(fields: "kind") { kind: Both! }
          enum Out { ONE TWO }
          enum Role { ADMIN GUEST ONLY_A }
          enum Both { X Y }`,
        resolvers: {
          Query: {
            out: () => 'ONE',
            outs: () => ['ONE', 'TWO'],
            users: (_: unknown, { role }: { role: string }) => role,
            byRoles: (_: unknown, { roles }: { roles: string[] }) => roles.join('+'),
            bad: () => 'NINE',
            mustBad: () => 'NINE',
            thing: () => ({ kind: 'Y' }),
          },
        },
      },
      b: {
        sdl: `
          type Query { more: Out roleOf(role: Role!): String same(kind: Both = X): Both }
          type Thing @key(fields: "kind") { kind: Both! label: String }
          enum Out { TWO THREE }
          enum Role { ADMIN GUEST ONLY_B }
          enum Both { X Y }`,
        resolvers: {
          Query: {
            more: () => 'THREE',
            roleOf: (_: unknown, { role }: { role: string }) => role,
            same: (_: unknown, { kind }: { kind: string }) => kind,
          },
          Thing: { label: ({ kind }: { kind: string }) => `kind ${kind}` },
        },
      },
    }));
  });

  test('an enum of answers has the values of all subgraphs', async () => {
    expect(await graph.ask('{ out outs more }')).toEqual({ data: { out: 'ONE', outs: ['ONE', 'TWO'], more: 'THREE' } });
  });
  test('an enum of arguments has the values that all subgraphs know', async () => {
    expect(await graph.ask('{ users(role: ADMIN) roleOf(role: GUEST) }')).toEqual({
      data: { users: 'ADMIN', roleOf: 'GUEST' },
    });
    await expect(graph.ask('{ users(role: ONLY_A) }')).rejects.toThrow(/ONLY_A/);
  });
  test('by variable, with a default, and absent', async () => {
    expect(await graph.ask('query ($r: Role = ADMIN) { users(role: $r) }')).toEqual({ data: { users: 'ADMIN' } });
    expect(await graph.ask('query ($r: Role) { users(role: $r) }')).toEqual({ data: { users: 'GUEST' } });
    expect(await graph.ask('query ($r: [Role!]) { byRoles(roles: $r) }', { r: ['ADMIN', 'GUEST'] })).toEqual({
      data: { byRoles: 'ADMIN+GUEST' },
    });
  });
  test('a variable that is no value of it is refused before anybody is asked', async () => {
    expect(await graph.ask('query ($r: Role!) { roleOf(role: $r) }', { r: 'BOSS' })).toEqual({
      errors: [{ code: 'BAD_USER_INPUT' }],
    });
    expect(await graph.ask('query ($r: Role!) { roleOf(role: $r) }', { r: 'ONLY_B' })).toEqual({
      errors: [{ code: 'BAD_USER_INPUT' }],
    });
    expect(graph.fetched()).toEqual([]);
  });
  test('a value that a subgraph does not know itself is an error there', async () => {
    expect(await graph.ask('{ bad out }')).toEqual({
      data: { bad: null, out: 'ONE' },
      errors: [{ code: 'INTERNAL_SERVER_ERROR', path: ['bad'] }],
    });
  });
  test('in a place that may not be null it nulls the answer', async () => {
    expect(await graph.ask('{ mustBad }')).toEqual({
      data: null,
      errors: [{ code: 'INTERNAL_SERVER_ERROR', path: ['mustBad'] }],
    });
  });
  test('as a key', async () => {
    expect(await graph.ask('{ thing { label } }')).toEqual({ data: { thing: { label: 'kind Y' } } });
  });
  test('both ways, the subgraphs agree on all values', async () => {
    expect(await graph.ask('{ same a: same(kind: Y) }')).toEqual({ data: { same: 'X', a: 'Y' } });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices } from '@apollo/composition';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import { FEDERATION } from '../engine/an-engine.ts';

const REGISTRY = path.resolve(import.meta.dirname, '../../../schema');
const composed = (...subgraphs: string[]): string => {
  const { errors, supergraphSdl } = composeServices(
    subgraphs.map((sdl, at) => ({ name: `s${at}`, url: `http://s${at}`, typeDefs: parse(sdl) })),
  );
  if (errors) throw new AggregateError(errors, errors.join('\n'));
  return supergraphSdl;
};
const bothOf = (supergraphSdl: string) =>
  [true, false].map((incrementalDelivery) => inlinePlanner({ supergraphSdl, incrementalDelivery }));

describe('operations without @defer', () => {
  test('are planned as ever: every operation of the registry, to the letter', async () => {
    const operations = readdirSync(path.join(REGISTRY, 'operations'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.graphql'))
      .map((name) => readFileSync(path.join(REGISTRY, 'operations', name), 'utf8'))
      .filter((text) => !text.includes('@defer'));
    const [deferring, plain] = bothOf(readFileSync(path.join(REGISTRY, 'supergraph.graphql'), 'utf8'));
    expect(operations.length).toBeGreaterThan(10);
    for (const text of operations)
      expect(JSON.stringify(await deferring?.plan(text, undefined))).toBe(
        JSON.stringify(await plain?.plan(text, undefined)),
      );
  });
});

describe('what the planner would get wrong', () => {
  const query = '{ nodes { ... on A { ... on A @defer(label: "0") { __typename } } } }';

  test('a supergraph with @interfaceObject is planned whole: its parts might depend on one another', async () => {
    const link = FEDERATION.replace('"@authenticated"', '"@authenticated", "@interfaceObject"');
    const supergraphSdl = composed(
      `${link} type Query { a: A } interface Node @key(fields: "id") { id: ID! } type A implements Node @key(fields: "id") { id: ID! a: Int }`,
      `${link} type Query { nodes: [Node] } type Node @key(fields: "id") @interfaceObject { id: ID! b: Int }`,
    );
    const [deferring, plain] = bothOf(supergraphSdl);
    expect(await deferring?.plan(query, undefined)).toEqual(await plain?.plan(query, undefined));
  });

  test('subscriptions are planned whole', async () => {
    const supergraphSdl = composed(
      `${FEDERATION} type Query { a: A } type Subscription { changed: A } type A @key(fields: "id") { id: ID! a: Int }`,
      `${FEDERATION} type A @key(fields: "id") { id: ID! b: Int }`,
    );
    const [deferring, plain] = bothOf(supergraphSdl);
    const subscription = (defer: string) => `subscription { changed { id ... ${defer} { b } } }`;
    expect(await deferring?.plan(subscription('@defer'), undefined)).toEqual(
      await plain?.plan(subscription(''), undefined),
    );
  });

  test('what has to be planned in several parts of its own is planned whole', async () => {
    const supergraphSdl = composed(
      `${FEDERATION} type Query { a: A b: A } type A @key(fields: "id") { id: ID! size(unit: Int): Int }`,
      `${FEDERATION} type A @key(fields: "id") { id: ID! size(unit: Int): Int @external
         one: Int @requires(fields: "size(unit: 1)") two: Int @requires(fields: "size(unit: 2)") }`,
    );
    const [deferring, plain] = bothOf(supergraphSdl);
    const conflicting = (defer: string) => `{ a { one two ... ${defer} { id } } }`;
    expect(await deferring?.plan(conflicting('@defer'), undefined)).toEqual(
      await plain?.plan(conflicting(''), undefined),
    );
  });
});

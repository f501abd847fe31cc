import {
  executeSync,
  getNullableType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type { Random } from '../../conformance/generate/random.ts';

interface Executed {
  readonly fetched: Record<string, unknown>;
  readonly text: string;
}

/** Executes with graphql-js over data that is invented where it is read; what was read is what subgraphs would have sent. */
export const fetchedWhileExecuting = (
  graph: { readonly schema: GraphQLSchema; readonly query: string; readonly variables: Record<string, boolean> },
  random: Random,
): Executed => {
  const fetched: Record<string, unknown> = random.chance(0.5) ? {} : (Object.create(null) as Record<string, unknown>);
  const { data } = executeSync({
    schema: graph.schema,
    document: parse(graph.query),
    variableValues: graph.variables,
    rootValue: fetched,
    fieldResolver: (source: Record<string, unknown>, _, __, { path, returnType }) =>
      (source[path.key] ??= invented(graph.schema, returnType, random)),
  });
  return { fetched, text: JSON.stringify(data ?? null) };
};

const invented = (schema: GraphQLSchema, type: GraphQLOutputType, random: Random): unknown => {
  if (random.chance(isNonNullType(type) ? 0.01 : 0.08)) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = nullable.ofType;
    return Array.from({ length: random.below(4) }, () => invented(schema, items, random));
  }
  if (isAbstractType(nullable)) return { __typename: random.pick(schema.getPossibleTypes(nullable)).name, extra: 1 };
  if (isObjectType(nullable)) return { extra: 'never asked for' };
  return random.pick(LEAF_VALUES[String(nullable)] ?? []);
};

const LEAF_VALUES: Readonly<Record<string, readonly unknown[]>> = {
  String: ['', 'plain', 'quote " and \\', 'line\nbreak', '\u2028', 'é', '😀', '\ud800 alone', 'x'.repeat(50)],
  Int: [0, 1, -7, 2_147_483_647],
  Float: [0, 0.1, -2.5, 1e21, 1e-7, 3],
  Boolean: [true, false],
  ID: ['1', 'a"b'],
  Color: ['RED', 'GREEN', 'BLUE'],
  Anything: ['text', 0, false, [], {}, { b: 1, a: [null, { c: 'd' }] }, ['"']],
};

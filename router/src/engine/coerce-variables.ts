import {
  getVariableValues,
  Kind,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Coerced, CoercedVariables } from './engine.ts';

/** More are not told: whoever sends a thousand wrong values learns enough from five. */
const MOST_ERRORS = 5;
const NONE: Coerced = { coerced: Object.freeze({}) };

type Variables = Readonly<Record<string, unknown>>;

/** Checks a client's variables against an operation and fills in its defaults; compiled once for an operation. */
export const variablesCoercion = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): ((variables: Variables | undefined) => Coerced) => {
  if (variableDefinitions.length === 0) return () => NONE;
  const plain = plainCoercion(variableDefinitions);
  return (variables = {}) => {
    const simple = plain?.(variables);
    if (simple) return { coerced: simple };
    const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: MOST_ERRORS });
    if (coerced) return { coerced };
    return { errors: errors.map(({ message }) => ({ message, extensions: { code: 'BAD_USER_INPUT' } })) };
  };
};

/** Values that are of their type as they came. */
const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Int: (value) => Number.isInteger(value) && (value as number) <= 2_147_483_647 && (value as number) >= -2_147_483_648,
  Float: (value) => Number.isFinite(value),
};

/**
 * Most operations have variables of the language's own types, and get them as they should be: those are copied. Undefined for
 * anything else, which graphql-js coerces, and finds the words for what is wrong.
 */
function plainCoercion(
  definitions: readonly VariableDefinitionNode[],
): ((variables: Variables) => CoercedVariables | undefined) | undefined {
  const checks = definitions.map((definition) => {
    const { type } = definition;
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    const isPlain =
      named.kind === Kind.NAMED_TYPE && Object.hasOwn(PLAIN, named.name.value) ? PLAIN[named.name.value] : undefined;
    const name = definition.variable.name.value;
    return isPlain && name !== '__proto__' ? { name, isPlain } : undefined;
  });
  if (checks.includes(undefined)) return undefined;
  const all = checks as readonly NonNullable<(typeof checks)[number]>[];
  return (variables) => {
    const coerced: Record<string, unknown> = {};
    for (const { name, isPlain } of all) {
      // What is absent has a default, perhaps, or must not be absent.
      if (!Object.hasOwn(variables, name) || !isPlain(variables[name])) return undefined;
      coerced[name] = variables[name];
    }
    return coerced;
  };
}

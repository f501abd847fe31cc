import {
  getVariableValues,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { CoercedVariables } from './engine.ts';

export type Coerced =
  | { readonly coerced: CoercedVariables; readonly errors?: undefined }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLFormattedError[] };

/** More are not told: whoever sends a thousand wrong values learns enough from five. */
const MOST_ERRORS = 5;
const NONE: Coerced = { coerced: Object.freeze({}) };

/** Checks a client's variables against an operation and fills in its defaults; compiled once for an operation. */
export const variablesCoercion = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): ((variables: Readonly<Record<string, unknown>> | undefined) => Coerced) => {
  if (variableDefinitions.length === 0) return () => NONE;
  return (variables = {}) => {
    const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: MOST_ERRORS });
    if (coerced) return { coerced };
    return { errors: errors.map(({ message }) => ({ message, extensions: { code: 'BAD_USER_INPUT' } })) };
  };
};

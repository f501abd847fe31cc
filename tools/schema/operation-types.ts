import * as add from '@graphql-codegen/add';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { OperationTypeNode, parse, printSchema, type GraphQLSchema } from 'graphql';
import type { KnownOperation } from './known-operations.ts';

// On the wire every scalar of ours is text.
const SCALARS = {
  ID: 'string',
  DateTime: 'string',
  Decimal: 'string',
  Int64: 'string',
  CurrencyCode: 'string',
  CountryCode: 'string',
  JSON: 'unknown',
};

/**
 * `src/generated/operations.ts` of one subgraph: what it asks the supergraph, as `TypedOperation<Result, Variables>`.
 * The file `CartForOrder.graphql` becomes the constant `cartForOrder`. @throws Error when an operation does not validate.
 */
export const operationTypes = async (schema: GraphQLSchema, operations: readonly KnownOperation[]): Promise<string> => {
  const types = await codegen({
    filename: 'operations.ts',
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents: operations.map(({ path, document }) => ({ location: path, document })),
    pluginMap: { add, typescriptOperations },
    plugins: [
      {
        add: {
          content: [
            '/* Generated from schema/operations/commands by `npm run generate`. */',
            '/* eslint-disable */',
            "import type { TypedOperation } from '@stoa/subgraph-kit';",
          ],
        },
      },
      { typescriptOperations: {} },
    ],
    config: {
      scalars: SCALARS,
      strictScalars: true,
      enumsAsTypes: true,
      useTypeImports: true,
      immutableTypes: true,
      skipTypename: true,
      avoidOptionals: { field: true },
      dedupeFragments: true,
      maybeValue: 'T | null',
      inputMaybeValue: 'T | null',
    },
  });
  return `${types.trim()}\n\n${operations.map(constant).join('\n')}`;
};

function constant({ name, text, document }: KnownOperation): string {
  const [operation] = document.definitions;
  const kind = operation && 'operation' in operation ? operation.operation : OperationTypeNode.QUERY;
  const type = `${name}${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const variable = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const query = text.replace(/^#.*\n/gm, '').trim();
  return `export const ${variable}: TypedOperation<${type}, ${type}Variables> = {
  id: ${JSON.stringify(name)},
  document: ${JSON.stringify(query)},
};
`;
}

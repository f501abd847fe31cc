import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as add from '@graphql-codegen/add';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { Kind, type DocumentNode } from 'graphql';
import { nameOf } from './lint/subject.ts';
import type { SubgraphSource } from './subgraph-sources.ts';

const SCALARS = {
  ID: 'string',
  DateTime: { input: 'Date', output: 'Date | string' },
  Decimal: 'string',
  Int64: { input: 'string', output: 'number | string' },
  CurrencyCode: 'string',
  CountryCode: 'string',
  JSON: 'unknown',
  _FieldSet: 'string',
};

/**
 * `src/generated/resolvers-types.ts` of one subgraph: its schema as types.
 * The context is `Context` of `src/context.ts`. A type of the graph is resolved from `<Type>Model` when `src/mappers.ts` exports one.
 * @throws Error when the schema names an unknown type or a mapper names a type that the schema lacks.
 */
export const resolverTypes = (root: string, { name, document }: SubgraphSource): Promise<string> =>
  codegen({
    filename: 'resolvers-types.ts',
    schema: withoutSchemaExtensions(document),
    documents: [],
    pluginMap: { add, typescript, typescriptResolvers },
    plugins: [
      { add: { content: ['/* Generated from src/schema by `npm run generate`. */', '/* eslint-disable */'] } },
      { typescript: {} },
      { typescriptResolvers: {} },
    ],
    config: {
      federation: true,
      contextType: '../context.ts#Context',
      mappers: {
        Money: '@stoa/kernel#Money as KernelMoney',
        ...mappersOf(join(root, 'subgraphs', name, 'src/mappers.ts'), document),
      },
      scalars: SCALARS,
      strictScalars: true,
      enumsAsTypes: true,
      useTypeImports: true,
      immutableTypes: true,
      noSchemaStitching: true,
      makeResolverTypeCallable: true,
      // A resolver may leave a nullable field undefined; what a client sends is a value or null.
      maybeValue: 'T | null | undefined',
      inputMaybeValue: 'T | null',
      // Every root field has a resolver, or it does not compile.
      avoidOptionals: { query: true, mutation: true, defaultValue: true },
      resolverTypeWrapperSignature: 'Promise<T> | T',
    },
  });

/** `OrderModel` exported from mappers.ts stands behind the type `Order`. */
export const mappersOf = (path: string, document: DocumentNode): Record<string, string> => {
  if (!existsSync(path)) return {};
  const exported = [...readFileSync(path, 'utf8').matchAll(EXPORTED_MODELS)].flatMap(([, declared, listed]) =>
    declared === undefined ? [...(listed ?? '').matchAll(LISTED_MODELS)].map(([, model]) => model ?? '') : [declared],
  );
  const types = new Set(document.definitions.flatMap(nameOf));
  const unknown = exported.filter((type) => !types.has(type));
  if (unknown.length > 0) throw new Error(`${path}: the schema has no type ${unknown.join(', ')}`);
  return Object.fromEntries(exported.map((type) => [type, `../mappers.ts#${type}Model`]));
};

const EXPORTED_MODELS = /^export\s+(?:(?:interface|type)\s+(\w+)Model\b|type\s*\{([^}]*)\})/gm;
const LISTED_MODELS = /(\w+)Model\s*(?:,|$)/gm;

// `extend schema @link` is for the composition; the type generator knows the federation directives by itself.
const withoutSchemaExtensions = (document: DocumentNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: document.definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION),
});

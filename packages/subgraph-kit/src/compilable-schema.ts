import {
  defaultFieldResolver,
  defaultTypeResolver,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLUnionType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLAbstractType,
  type GraphQLFieldConfig,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLTypeResolver,
} from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { guardedResolver, guardedSerializer, type CompiledRun } from './compiled-run.ts';

/** The type of every variable and argument that the compiler sees: their values are coerced by graphql-js already. */
export const COERCED = '_Coerced';

/** A document compiled for one outcome of its conditions. */
export interface Program {
  readonly argumentsOf: (variables: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  readonly query: CompiledQuery['query'];
}

/**
 * Fields of all programs for one schema; those that were not used for the longest time are forgotten. A field takes about a
 * kilobyte (measured on Node 26: 22 kB for a page of 21 fields, beside 24 kB for its parsed document), so this is some 30 MB.
 */
const MOST_FIELDS = 30_000;

/** What the compiler is given in place of a schema. */
export interface CompilableSchema {
  readonly schema: GraphQLSchema;
  readonly programs: LRUCache<object, Program>;
  readonly customSerializers: Record<string, (value: unknown) => unknown>;
}

const copies = new WeakMap<GraphQLSchema, CompilableSchema | undefined>();

/**
 * A copy of the schema that graphql-jit 0.8.9 answers as graphql-js answers the original: resolvers, type resolvers and
 * serializers report to the run (the compiler's context) what compiled code takes for something else. Undefined when the
 * compiler would confuse two of the schema's names.
 */
export const compilableSchema = (schema: GraphQLSchema): CompilableSchema | undefined => {
  if (!copies.has(schema)) copies.set(schema, isConfusing(schema) ? undefined : copyOf(schema));
  return copies.get(schema);
};

/** The compiler files resolvers by type and field written as one word, and calls `isTypeOf` without a context. */
function isConfusing(schema: GraphQLSchema): boolean {
  const words = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name === COERCED) return true;
    if (!isObjectType(type)) continue;
    if (type.isTypeOf) return true;
    for (const field of Object.keys(type.getFields())) {
      if (words.has(type.name + field)) return true;
      words.add(type.name + field);
    }
  }
  return false;
}

function copyOf(schema: GraphQLSchema): CompilableSchema {
  const coerced = new GraphQLScalarType({ name: COERCED });
  const copied = new Map<string, GraphQLNamedType>();
  const copiedType = <Type extends GraphQLNamedType>(type: Type): Type => (copied.get(type.name) ?? type) as Type;
  const typed = (type: GraphQLOutputType): GraphQLOutputType => {
    if (isNonNullType(type)) return new GraphQLNonNull(typed(type.ofType) as never);
    return isListType(type) ? new GraphQLList(typed(type.ofType)) : copiedType(type);
  };
  const fieldsOf = (type: GraphQLObjectType | GraphQLInterfaceType) => () =>
    mapped(type.toConfig().fields, (field): GraphQLFieldConfig<unknown, CompiledRun> => ({
      type: typed(field.type),
      args: mapped(field.args ?? {}, () => ({ type: coerced })),
      // A leaf that is simply read stays inline: that is what makes compiled code fast.
      ...((field.resolve || !isLeaf(field.type)) && {
        resolve: guardedResolver(field.resolve ?? defaultFieldResolver, {
          schema,
          parentType: type as GraphQLObjectType,
          returnType: field.type,
        }),
      }),
    }));
  const copy = (type: GraphQLNamedType): GraphQLNamedType => {
    const { name } = type;
    if (isUnionType(type))
      return new GraphQLUnionType({
        name,
        types: () => type.getTypes().map(copiedType),
        resolveType: typeResolver(type),
      });
    const interfaces = () => (isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().map(copiedType) : []);
    if (isInterfaceType(type))
      return new GraphQLInterfaceType({ name, fields: fieldsOf(type), interfaces, resolveType: typeResolver(type) });
    return isObjectType(type) ? new GraphQLObjectType({ name, fields: fieldsOf(type), interfaces }) : type;
  };
  const typeResolver =
    (type: GraphQLAbstractType): GraphQLTypeResolver<unknown, CompiledRun> =>
    (value, run, info) => {
      const name = (type.resolveType ?? defaultTypeResolver)(value, run.context, info, type);
      if (typeof name === 'string' && schema.getPossibleTypes(type).some((possible) => possible.name === name))
        return name;
      run.giveUp();
      return undefined;
    };
  const customSerializers: CompilableSchema['customSerializers'] = { __proto__: null } as never;
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    copied.set(type.name, copy(type));
    if (isLeafType(type)) customSerializers[type.name] = guardedSerializer(type);
  }
  const query = schema.getQueryType();
  const types = [...copied.values(), coerced];
  return {
    schema: new GraphQLSchema({ query: query && copiedType(query), types, assumeValid: true }),
    programs: new LRUCache({ maxSize: MOST_FIELDS }),
    customSerializers,
  };
}

const isLeaf = (type: GraphQLOutputType) => isLeafType(isNonNullType(type) ? type.ofType : type);

const mapped = <From, To>(from: Readonly<Record<string, From>>, to: (value: From, key: string) => To) =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value, key)]));

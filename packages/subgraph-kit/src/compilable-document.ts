import {
  getArgumentValues,
  isAbstractType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { COERCED } from './compilable-schema.ts';

type Variables = Readonly<Record<string, unknown>>;

/** A document as the compiler may see it, and the values of its variables. */
export interface CompilableDocument {
  readonly document: DocumentNode;
  /** One value for each argument. @throws GraphQLError when an argument cannot be had from the variables. */
  readonly argumentsOf: (variables: Variables) => Variables;
}

/** The variables that @skip and @include look at. */
export const conditionsOf = (document: DocumentNode): readonly string[] => {
  const names = new Set<string>();
  visit(document, {
    Directive: (node) => {
      const value = conditionOf(node);
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
};

/**
 * Whether graphql-jit 0.8.9 keeps a document's names apart: it joins the names of a path by underscores to file what resolvers
 * are told, and writes `__proto__` into object literals. Introspection would show the compiler's schema.
 */
export const hasPlainNames = (document: DocumentNode): boolean => {
  let isPlain = true;
  visit(document, {
    Field: ({ name, alias }) => {
      for (const { value } of alias ? [name, alias] : [name]) if (!/^_*[^_]+$/.test(value)) isPlain = false;
      if (name.value.startsWith('__') && name.value !== '__typename') isPlain = false;
    },
  });
  return isPlain;
};

/**
 * The document for variables that decide its conditions so: without @skip and @include, which the compiler joins wrongly where a
 * field is selected twice, and with a variable of its own for each argument, because the compiler coerces in its own way.
 * Undefined when an argument depends on the type that an interface has at run time.
 */
export const compilableDocument = (
  schema: GraphQLSchema,
  document: DocumentNode,
  conditions: Variables,
): CompilableDocument | undefined => {
  const fields: { readonly field: GraphQLField<unknown, unknown>; readonly node: FieldNode; readonly at: number }[] =
    [];
  const found = { dependsOnType: false };
  const types = new TypeInfo(schema);
  const enter = ({ directives }: { readonly directives?: readonly DirectiveNode[] | undefined }) =>
    isIncluded(directives, conditions) ? undefined : null;
  const pruned = visit(
    document,
    visitWithTypeInfo(types, {
      FragmentSpread: { enter, leave: (node) => ({ ...node, directives: [] }) },
      InlineFragment: { enter, leave: (node) => ({ ...node, directives: [] }) },
      Field: {
        enter,
        leave: (node) => {
          const field = types.getFieldDef();
          if (!field || field.args.length === 0) return { ...node, directives: [], arguments: [] };
          found.dependsOnType ||= !hasSameArguments(schema, types, field);
          const at = fields.push({ field, node, at: fields.length }) - 1;
          return {
            ...node,
            directives: [],
            arguments: field.args.map(({ name }) => argument(name, variable(at, name))),
          };
        },
      },
    }),
  );
  if (found.dependsOnType) return undefined;
  const variableDefinitions = fields.flatMap(({ field, at }) =>
    field.args.map(({ name }) => definition(variable(at, name))),
  );
  return {
    document: visit(pruned, { OperationDefinition: (node) => ({ ...node, directives: [], variableDefinitions }) }),
    argumentsOf: (variables) => {
      const values: Record<string, unknown> = {};
      for (const { field, node, at } of fields) {
        const given = getArgumentValues(field, node, variables);
        for (const name in given) values[variable(at, name)] = given[name];
      }
      return values;
    },
  };
};

function hasSameArguments(schema: GraphQLSchema, types: TypeInfo, field: GraphQLField<unknown, unknown>): boolean {
  const parent = types.getParentType();
  if (!isAbstractType(parent)) return isObjectType(parent);
  return schema
    .getPossibleTypes(parent)
    .every((type) => signatureOf(type.getFields()[field.name]) === signatureOf(field));
}

const signatureOf = (field: GraphQLField<unknown, unknown> | undefined) =>
  JSON.stringify(field?.args.map(({ name, type, defaultValue }) => [name, String(type), defaultValue]));

function isIncluded(directives: readonly DirectiveNode[] = [], conditions: Variables): boolean {
  return directives.every((directive) => {
    const condition = conditionOf(directive);
    if (!condition) return true;
    const value = condition.kind === Kind.VARIABLE ? conditions[condition.name.value] : literal(condition);
    return value === (directive.name.value === 'include');
  });
}

const conditionOf = ({ name, arguments: [argument] = [] }: DirectiveNode) =>
  name.value === 'skip' || name.value === 'include' ? argument?.value : undefined;
const literal = (node: { readonly kind: Kind; readonly value?: unknown }) => node.value;

const variable = (at: number, name: string) => `a${at}_${name}`;
const named = (value: string) => ({ kind: Kind.NAME, value }) as const;
const reference = (name: string) => ({ kind: Kind.VARIABLE, name: named(name) }) as const;
const argument = (name: string, value: string) =>
  ({ kind: Kind.ARGUMENT, name: named(name), value: reference(value) }) as const;
const definition = (name: string): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: reference(name),
  type: { kind: Kind.NAMED_TYPE, name: named(COERCED) },
});

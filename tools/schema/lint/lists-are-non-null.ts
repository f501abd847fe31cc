import { Kind, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { inputValues, outputFields, type SchemaRule } from './subject.ts';

const GUARDS = new Set(['authenticated', 'requiresScopes', 'policy']);

/** Lists and their items are non-null. A list that a permission can hide may be null; so may `UserError.path` and a list that is given. */
export const listsAreNonNull: SchemaRule = (subject) => [
  ...outputFields(subject)
    .filter(({ field }) => hasNullableItem(field.type) || (field.type.kind === Kind.LIST_TYPE && !mayBeNull(field)))
    .map(({ type, field }) => ({
      node: field,
      message: `${type.name.value}.${field.name.value}: a list and its items are non-null`,
    })),
  ...inputValues(subject)
    .filter(({ type }) => hasNullableItem(type))
    .map((node) => ({ node, message: `${node.name.value}: the items of a list are non-null` })),
];

const mayBeNull = ({ name, directives }: FieldDefinitionNode): boolean =>
  name.value === 'path' || (directives ?? []).some((directive) => GUARDS.has(directive.name.value));

function hasNullableItem(type: TypeNode): boolean {
  if (type.kind === Kind.NAMED_TYPE) return false;
  if (type.kind === Kind.NON_NULL_TYPE) return hasNullableItem(type.type);
  return type.type.kind !== Kind.NON_NULL_TYPE || hasNullableItem(type.type);
}

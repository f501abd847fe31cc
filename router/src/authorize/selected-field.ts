import { isUnionType, type FieldNode, type GraphQLCompositeType, type GraphQLField } from 'graphql';

/** `__typename`, `__schema`, `__type`: authorization leaves them alone. */
export const isIntrospection = (field: FieldNode): boolean => field.name.value.startsWith('__');

/** The field's definition. @throws when the document is not valid. */
export const selectedField = (parent: GraphQLCompositeType, { name }: FieldNode): GraphQLField<unknown, unknown> => {
  const field = isUnionType(parent) ? undefined : parent.getFields()[name.value];
  if (!field) throw new Error(`${parent.name} has no field ${name.value}`);
  return field;
};

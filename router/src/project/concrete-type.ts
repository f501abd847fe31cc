import { type GraphQLAbstractType, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import type { FieldsType } from './collect-fields.ts';

/**
 * As which type an object at an abstract position is projected; `undefined`: as none, it becomes null.
 *
 * A subgraph which knows an interface as an `@interfaceObject` calls its objects by the interface's name or by none, and the
 * plan looks the concrete type up only if the operation needs it: such an object has the interface's own fields.
 */
export const concreteTypeOf = (
  schema: GraphQLSchema,
  declared: GraphQLAbstractType,
  typename: unknown,
): FieldsType | undefined => {
  if (typename !== undefined && typeof typename !== 'string') return undefined;
  const named = typename === undefined ? declared : schema.getType(typename);
  if (isObjectType(named)) return schema.isSubType(declared, named) ? named : undefined;
  if (named !== declared && !(isInterfaceType(named) && schema.isSubType(declared, named))) return undefined;
  const possible = schema.getPossibleTypes(named);
  if (possible.length === 1) return possible[0];
  return isInterfaceType(named) ? named : undefined;
};

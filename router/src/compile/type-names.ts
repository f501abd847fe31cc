import { isAbstractType, isInterfaceType, type GraphQLSchema } from 'graphql';

/** Which concrete and abstract type names satisfy a type condition. */
export type TypeNames = (condition: string) => ReadonlySet<string>;

/** Remembers, for each type condition, the names of the types that satisfy it: its own, and all that implement or belong to it. */
export const typeNamesOf = (schema: GraphQLSchema): TypeNames => {
  const known = new Map<string, ReadonlySet<string>>();
  return (condition) => {
    let names = known.get(condition);
    if (!names) known.set(condition, (names = namesUnder(schema, condition)));
    return names;
  };
};

function namesUnder(schema: GraphQLSchema, condition: string): ReadonlySet<string> {
  const type = schema.getType(condition);
  const names = new Set([condition]);
  if (!isAbstractType(type)) return names;
  for (const { name } of schema.getPossibleTypes(type)) names.add(name);
  // An object of an interface that is an object in its subgraph (@interfaceObject) bears the interface's name.
  if (isInterfaceType(type)) for (const { name } of schema.getImplementations(type).interfaces) names.add(name);
  return names;
}

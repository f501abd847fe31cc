/** What a graph is made of, over all its subgraphs: subgraphs' SDL, data and truth are all derived from it. */
export interface Model {
  readonly subgraphs: readonly string[];
  readonly objects: Map<string, ObjectType>;
  readonly interfaces: Map<string, InterfaceType>;
  readonly unions: Map<string, UnionType>;
  readonly enums: Map<string, EnumType>;
  readonly inputs: Map<string, readonly Argument[]>;
  readonly scalars: readonly string[];
  readonly query: Map<string, Field>;
  readonly mutation: Map<string, Field>;
}

export interface ObjectType {
  readonly name: string;
  readonly fields: Map<string, Field>;
  /** By subgraph; none for value types, which are whole in every subgraph that mentions them. */
  readonly keys: Map<string, Key[]>;
  readonly isEntity: boolean;
  /** The key fields' ways to be combined, each enough to tell an entity. */
  readonly possibleKeys: readonly string[];
}

export interface Key {
  readonly fields: string;
  readonly isResolvable: boolean;
}

export interface Field {
  readonly name: string;
  /** As in SDL. */
  readonly type: string;
  readonly args: readonly Argument[];
  /** By subgraph. */
  readonly places: Map<string, Place>;
  /** Its value names the entity, so that a representation leads back to it. */
  readonly isKeyLeaf: boolean;
  /** Part of a key: never fails, never null. */
  readonly isKey: boolean;
  /** The field set that its one subgraph must be given. */
  requires?: string;
  isInaccessible?: boolean;
}

export interface Place {
  isShareable?: boolean;
  isExternal?: boolean;
  provides?: string;
  overrides?: string;
}

export interface InterfaceType {
  readonly name: string;
  readonly implementers: readonly string[];
  /** Where it is an interface. */
  readonly homes: Set<string>;
  readonly fields: Map<string, Field>;
  /** Whether it has a key, as @interfaceObject needs. */
  hasKey: boolean;
  /** Where it is an object, and the fields that it has there alone. */
  readonly objects: Map<string, Map<string, Field>>;
}

export interface UnionType {
  readonly name: string;
  /** By subgraph. */
  readonly members: Map<string, readonly string[]>;
}

export interface EnumType {
  readonly values: readonly string[];
  readonly inaccessible: readonly string[];
}

export interface Argument {
  readonly name: string;
  /** As in SDL. */
  readonly type: string;
  /** As in SDL. */
  readonly default?: string;
}

/** The named type of a type in SDL. */
export const namedType = (type: string): string => type.replace(/[[\]!]/g, '');

/** What a subgraph answers with when it is asked for a field, whatever it calls the type. */
export const fieldOf = (model: Model, typeName: string, fieldName: string): Field | undefined => {
  if (typeName === 'Query') return model.query.get(fieldName);
  if (typeName === 'Mutation') return model.mutation.get(fieldName);
  const own = model.objects.get(typeName)?.fields.get(fieldName);
  if (own) return own;
  for (const { implementers, objects } of model.interfaces.values())
    if (implementers.includes(typeName))
      for (const fields of objects.values()) {
        const field = fields.get(fieldName);
        if (field) return field;
      }
  return undefined;
};

/** The object types that a field of an abstract type may be, in every subgraph that answers it. */
export const possibleTypes = (model: Model, { type, places }: Field): readonly string[] => {
  const name = namedType(type);
  const implementers = model.interfaces.get(name)?.implementers;
  if (implementers) return implementers;
  const members = model.unions.get(name)?.members;
  if (!members) return [name];
  const bySubgraph = [...places.keys()].map((subgraph) => members.get(subgraph) ?? []);
  return (bySubgraph[0] ?? []).filter((member) => bySubgraph.every((others) => others.includes(member)));
};

/** Whether an object of a type fits a type condition. */
export const fits = (model: Model, typeName: string, condition: string): boolean =>
  typeName === condition ||
  (model.interfaces.get(condition)?.implementers.includes(typeName) ?? false) ||
  [...(model.unions.get(condition)?.members.values() ?? [])].some((members) => members.includes(typeName));

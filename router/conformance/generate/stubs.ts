import { placeKeyFields } from './entities.ts';
import { namedType, type Field, type Model, type ObjectType } from './model.ts';
import type { Draft } from './types.ts';

/** An entity that a subgraph mentions without knowing anything of it becomes a stub there: a key that it cannot resolve. */
export const addStubs = ({ model, random }: Draft): void => {
  for (const subgraph of model.subgraphs)
    for (const name of mentioned(model, subgraph)) {
      const entity = model.objects.get(name);
      if (!entity?.isEntity || entity.keys.has(subgraph)) continue;
      entity.keys.set(subgraph, [{ fields: stubKey(entity), isResolvable: random.chance(0.2) }]);
      placeKeyFields(entity, subgraph);
    }
};

// The first home resolves every possible key.
const stubKey = ({ possibleKeys }: ObjectType) => possibleKeys[0] ?? 'id';

/** The composite types that fields in a subgraph have, and members of its unions. */
export const mentioned = (model: Model, subgraph: string): Set<string> => {
  const names = new Set<string>();
  for (const field of fieldsIn(model, subgraph)) mention(model, { name: namedType(field.type), subgraph, names });
  return names;
};

function mention(model: Model, { name, subgraph, names }: { name: string; subgraph: string; names: Set<string> }) {
  if (names.has(name)) return;
  names.add(name);
  for (const member of model.unions.get(name)?.members.get(subgraph) ?? [])
    mention(model, { name: member, subgraph, names });
  const object = model.objects.get(name);
  if (object && !object.isEntity)
    for (const { type } of object.fields.values()) mention(model, { name: namedType(type), subgraph, names });
}

function* fieldsIn(model: Model, subgraph: string): Generator<Field> {
  for (const { fields, isEntity } of model.objects.values())
    if (isEntity) for (const field of fields.values()) if (field.places.has(subgraph)) yield field;
  for (const { fields, objects } of model.interfaces.values()) {
    for (const field of fields.values()) if (field.places.has(subgraph)) yield field;
    yield* objects.get(subgraph)?.values() ?? [];
  }
  for (const field of [...model.query.values(), ...model.mutation.values()])
    if (field.places.has(subgraph)) yield field;
}

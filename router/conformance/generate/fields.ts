import { homesOf } from './entities.ts';
import { namedType, type Field, type ObjectType, type Place } from './model.ts';
import { compositeName, leafType, someArguments, wrapped, type Draft } from './types.ts';

/** Fields of entities, each in one subgraph, or shared by two, or moved from one to another. */
export const addEntityFields = (draft: Draft): void => {
  const { random, model } = draft;
  for (const entity of model.objects.values()) {
    if (!entity.isEntity) continue;
    for (const home of homesOf(entity))
      for (let more = 1 + random.below(3); more > 0; more--) addField(draft, entity, home);
  }
};

function addField(draft: Draft, entity: ObjectType, home: string): void {
  const { random } = draft;
  const isLeaf = random.chance(0.5);
  const type = isLeaf ? leafType(draft) : wrapped(draft, compositeName(draft, home));
  const name = `${namedType(type).toLowerCase()}${draft.count()}`;
  const places = new Map<string, Place>([[home, {}]]);
  const others = homesOf(entity).filter((other) => other !== home);
  if (isLeaf && others.length > 0) {
    if (random.chance(0.15)) places.set(home, { isShareable: true }).set(random.pick(others), { isShareable: true });
    else if (random.chance(0.15)) places.set(random.pick(others), { overrides: home });
  }
  entity.fields.set(name, { name, type, args: someArguments(draft), places, isKey: false, isKeyLeaf: false });
}

/** Fields that subgraphs provide on the way although they belong to others. */
export const addProvides = (draft: Draft): void => {
  const { random, model } = draft;
  for (const entity of model.objects.values())
    for (const field of entity.fields.values())
      for (const [subgraph, place] of field.places)
        if (field.places.size === 1 && !field.isKey && random.chance(0.4))
          provideThrough(draft, field, subgraph, place);
};

// eslint-disable-next-line max-params -- a field, and one of its places
function provideThrough({ random, model }: Draft, { type }: Field, subgraph: string, place: Place): void {
  const target = model.objects.get(namedType(type));
  if (!target?.isEntity) return;
  const provided = [...target.fields.values()].filter(
    (field) => isElsewhere(field, subgraph) && model.objects.get(namedType(field.type))?.isEntity === undefined,
  );
  const plain = provided.filter(({ type: of }) => isLeafName(of));
  if (plain.length === 0) return;
  const field = random.pick(plain);
  for (const owner of field.places.values()) owner.isShareable = true;
  field.places.set(subgraph, { isExternal: true });
  place.provides = field.name;
}

/** A field that one other subgraph answers and nothing else says anything about. */
export const isElsewhere = ({ places, isKey, args, requires }: Field, subgraph: string): boolean =>
  !isKey &&
  args.length === 0 &&
  requires === undefined &&
  !places.has(subgraph) &&
  [...places.values()].every(({ isExternal, overrides }) => !isExternal && overrides === undefined) &&
  places.size === 1;

const LEAF_NAMES = new Set(['ID', 'String', 'Int', 'Float', 'Boolean', 'DateTime', 'Json', 'Kind', 'Color']);
export const isLeafName = (type: string): boolean => LEAF_NAMES.has(namedType(type));

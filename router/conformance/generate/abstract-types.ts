import { homesOf } from './entities.ts';
import type { Field, InterfaceType, ObjectType } from './model.ts';
import { compositeName, leafType, someArguments, wrapped, type Draft } from './types.ts';

/** Interfaces of entities that share some subgraphs and the key `id`, with common fields; some are objects elsewhere. */
export const addInterfaces = (draft: Draft): void => {
  for (const name of draft.random.some(['Item', 'Node'], 2)) addInterface(draft, name);
};

function addInterface(draft: Draft, name: string): void {
  const { random, model } = draft;
  const candidates = [...model.objects.values()].filter(({ possibleKeys }) => possibleKeys.includes('id'));
  const subgraph = random.pick(model.subgraphs);
  const here = candidates.filter((entity) => hasId(entity, subgraph));
  if (here.length < 2) return;
  const implementers = random.some(here, 2 + random.below(2));
  const shared = model.subgraphs.filter((home) => implementers.every((entity) => hasId(entity, home)));
  const type: InterfaceType = {
    name,
    implementers: implementers.map((entity) => entity.name),
    homes: new Set([subgraph, ...random.some(shared, random.below(shared.length + 1))]),
    fields: new Map(),
    hasKey: false,
    objects: new Map(),
  };
  model.interfaces.set(name, type);
  type.fields.set('id', { ...aField(draft, 'id', 'ID!'), places: placesIn(type.homes) });
  for (const home of type.homes) addCommonField(draft, type, home);
  addInterfaceObject(draft, type);
}

function addCommonField(draft: Draft, type: InterfaceType, home: string): void {
  const name = `common${draft.count()}`;
  const common = aField(draft, name, leafType(draft));
  type.fields.set(name, { ...common, places: placesIn([home]) });
  for (const implementer of type.implementers)
    draft.model.objects.get(implementer)?.fields.set(name, { ...common, places: placesIn([home]) });
}

function addInterfaceObject(draft: Draft, type: InterfaceType): void {
  const { random, model } = draft;
  const free = model.subgraphs.filter((subgraph) =>
    type.implementers.every((name) => !model.objects.get(name)?.keys.has(subgraph)),
  );
  if (free.length === 0 || type.homes.size > 1 || !random.chance(0.9)) return;
  // A second interface of the same entities would have to be an object there, too.
  if ([...model.interfaces.values()].some(({ objects }) => objects.size > 0)) return;
  type.hasKey = true;
  const subgraph = random.pick(free);
  const fields = new Map<string, Field>();
  type.objects.set(subgraph, fields);
  for (let more = 1 + random.below(2); more > 0; more--) {
    const name = `extra${draft.count()}`;
    fields.set(name, { ...aField(draft, name, leafType(draft)), places: placesIn([subgraph]) });
  }
  const name = `extra${draft.count()}`;
  const composite = wrapped(draft, compositeName(draft, subgraph));
  fields.set(name, { ...aField(draft, name, composite), places: placesIn([subgraph]) });
}

/** Unions whose members differ by subgraph. */
export const addUnions = (draft: Draft): void => {
  const { random, model } = draft;
  const candidates = [...model.objects.values()].filter(({ name }) => name !== 'Seal');
  const members = new Map<string, readonly string[]>();
  let known: readonly string[] | undefined;
  for (const subgraph of random.some(model.subgraphs, 2)) {
    const here = candidates.filter(({ isEntity, keys }) => !isEntity || keys.has(subgraph)).map(({ name }) => name);
    if (here.length >= 2) members.set(subgraph, known ?? random.some(here, 2 + random.below(2)));
    // A member that the next one does not know becomes a stub there.
    if (random.chance(0.5)) known = members.get(subgraph);
  }
  if (members.size > 0) model.unions.set('Hit', { name: 'Hit', members });
};

const hasId = (entity: ObjectType, subgraph: string) =>
  homesOf(entity).includes(subgraph) &&
  (entity.keys.get(subgraph) ?? []).some(({ fields, isResolvable }) => fields === 'id' && isResolvable);
const placesIn = (subgraphs: Iterable<string>) => new Map([...subgraphs].map((subgraph) => [subgraph, {}]));
const aField = (draft: Draft, name: string, type: string): Field => ({
  name,
  type,
  args: name === 'id' ? [] : someArguments(draft, 0.2),
  places: new Map(),
  isKey: name === 'id',
  isKeyLeaf: name === 'id',
});

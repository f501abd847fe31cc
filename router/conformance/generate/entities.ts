import type { Field, Key, ObjectType } from './model.ts';
import type { Draft } from './types.ts';

const NAMES = ['Book', 'Toy', 'Seller', 'Order', 'Shop', 'Review'];

interface KeyField {
  readonly type: string;
  readonly isKeyLeaf: boolean;
}

/** The ways to tell an entity: the key fields, and the keys from which every subgraph has some. The first is in all of them. */
const KEY_SCHEMES: readonly { fields: Readonly<Record<string, KeyField>>; keys: readonly string[] }[] = [
  { fields: { id: { type: 'ID!', isKeyLeaf: true } }, keys: ['id'] },
  { fields: { id: { type: 'ID!', isKeyLeaf: true } }, keys: ['id'] },
  {
    fields: { id: { type: 'ID!', isKeyLeaf: true }, sku: { type: 'String!', isKeyLeaf: true } },
    keys: ['id', 'sku'],
  },
  {
    fields: { id: { type: 'ID!', isKeyLeaf: true }, version: { type: 'Int!', isKeyLeaf: false } },
    keys: ['id version'],
  },
  {
    fields: { id: { type: 'ID!', isKeyLeaf: true }, seal: { type: 'Seal!', isKeyLeaf: false } },
    keys: ['id', 'seal { code }'],
  },
  {
    fields: {
      id: { type: 'ID!', isKeyLeaf: true },
      sku: { type: 'String!', isKeyLeaf: true },
      seal: { type: 'Seal!', isKeyLeaf: false },
    },
    keys: ['sku seal { code country }', 'id'],
  },
];

/** Entities with their keys, spread over some of the subgraphs. They have no other fields yet. */
export const addEntities = (draft: Draft): void => {
  const { random, model } = draft;
  const names = random.some(NAMES, 3 + random.below(3));
  // One that knows few entities leaves room for an @interfaceObject.
  const empty = model.subgraphs.length > 2 && random.chance(0.6) ? model.subgraphs.at(-1) : undefined;
  for (const name of names) {
    const homes = model.subgraphs.filter((subgraph) => subgraph !== empty || random.chance(0.25));
    model.objects.set(name, anEntity(draft, name, homes));
  }
};

function anEntity({ random }: Draft, name: string, possibleHomes: readonly string[]): ObjectType {
  const scheme = random.pick(KEY_SCHEMES);
  const fields = new Map<string, Field>(
    Object.entries(scheme.fields).map(([fieldName, { type, isKeyLeaf }]) => [
      fieldName,
      { name: fieldName, type, isKeyLeaf, isKey: true, args: [], places: new Map() },
    ]),
  );
  const keys = new Map<string, Key[]>();
  const homes = random.some(possibleHomes, 2 + random.below(possibleHomes.length));
  for (const [index, home] of homes.entries()) {
    // One subgraph knows all keys, so that there is a way from each to each.
    const known = index === 0 ? scheme.keys : random.some(scheme.keys, 1 + random.below(scheme.keys.length));
    keys.set(
      home,
      known.map((key) => ({ fields: key, isResolvable: index === 0 || known.length === 1 || random.chance(0.9) })),
    );
  }
  const entity = { name, fields, keys, isEntity: true, possibleKeys: scheme.keys };
  for (const home of homes) placeKeyFields(entity, home);
  return entity;
}

/** A subgraph has the fields of the keys it declares. */
export const placeKeyFields = ({ fields, keys }: ObjectType, subgraph: string): void => {
  for (const { fields: key } of keys.get(subgraph) ?? [])
    for (const field of fields.values())
      if (field.isKey && new RegExp(`\\b${field.name}\\b`).test(key)) field.places.set(subgraph, {});
};

/** The subgraphs that know an entity as more than a stub. */
export const homesOf = ({ keys }: ObjectType): string[] =>
  [...keys].filter(([, known]) => known.some(({ isResolvable }) => isResolvable)).map(([subgraph]) => subgraph);

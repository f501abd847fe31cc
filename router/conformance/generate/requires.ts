import { homesOf } from './entities.ts';
import { isLeafName } from './fields.ts';
import { namedType, type Argument, type Field, type Model, type ObjectType } from './model.ts';
import { leafType, someArguments, type Draft } from './types.ts';

/** Fields that are computed from fields of other subgraphs: leaves, objects, lists, fields with arguments, one from another. */
export const addRequires = (draft: Draft): void => {
  for (const entity of draft.model.objects.values())
    if (entity.isEntity)
      for (const home of homesOf(entity)) if (draft.random.chance(0.6)) addRequiringField(draft, entity, home);
};

function addRequiringField(draft: Draft, entity: ObjectType, home: string): void {
  const { random, model } = draft;
  const candidates = [...entity.fields.values()].filter(
    (field) =>
      !field.isKey && !field.places.has(home) && [...field.places.values()].some(({ isExternal }) => !isExternal),
  );
  if (candidates.length === 0) return;
  const required = random.some(candidates, 1 + random.below(2)).filter((field) => canBeSelected(model, field, home));
  if (required.length === 0) return;
  for (const field of required) field.places.set(home, { isExternal: true });
  const name = `need${draft.count()}`;
  entity.fields.set(name, {
    name,
    type: leafType(draft),
    args: someArguments(draft),
    places: new Map([[home, {}]]),
    isKey: false,
    isKeyLeaf: false,
    requires: required.map((field) => selectionOf(draft, field, home)).join(' '),
  });
}

// Entities and value types become known by being mentioned; abstract types do not.
function canBeSelected({ objects, interfaces, unions }: Model, { type, places }: Field, home: string): boolean {
  const name = namedType(type);
  if (isLeafName(type) || objects.has(name) || interfaces.get(name)?.homes.has(home) === true) return true;
  const members = unions.get(name)?.members;
  // An external union must have the members that it has where it comes from.
  return (
    members?.has(home) === true &&
    [...places.keys()].every((place) => String(members.get(place)) === String(members.get(home)))
  );
}

function selectionOf(draft: Draft, { name, type, args }: Field, home: string): string {
  const given = args.map((argument) => `${argument.name}: ${literalFor(argument)}`).join(', ');
  const field = `${name}${args.length > 0 ? `(${given})` : ''}`;
  if (isLeafName(type)) return field;
  const { objects, interfaces, unions } = draft.model;
  const target = objects.get(namedType(type));
  if (target) return `${field} { ${partOf(draft, target, home)} }`;
  const members = interfaces.get(namedType(type))?.implementers ?? unions.get(namedType(type))?.members.get(home) ?? [];
  const fragments = members.flatMap((member) => {
    const object = objects.get(member);
    return object ? [`... on ${member} { ${partOf(draft, object, home)} }`] : [];
  });
  return `${field} { ${fragments.join(' ')} }`;
}

function partOf({ random }: Draft, { isEntity, keys, possibleKeys, fields }: ObjectType, home: string): string {
  if (isEntity) return keys.get(home)?.[0]?.fields ?? possibleKeys[0] ?? 'id';
  const leaves = [...fields.values()].filter(({ type }) => isLeafName(type)).map(({ name }) => name);
  return random.some(leaves, 1 + random.below(2)).join(' ');
}

// With all defaults written out: the truth fills none in.
const LITERALS: Readonly<Record<string, string>> = {
  n: '7',
  text: '"required"',
  kind: 'TWO',
  kinds: '[ONE, TWO]',
  filter: '{ limit: 1, kinds: [TWO] }',
  mustFilter: '{ text: "r", limit: 2, kinds: null }',
  ids: '["x"]',
  flag: 'false',
  at: '"2020-02-02"',
  any: '[1, 2]',
  must: '9',
  grid: '[[1], [2, 3]]',
  ratio: '1.25',
};
const literalFor = ({ name }: Argument) => LITERALS[name] ?? 'null';

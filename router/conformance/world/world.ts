import {
  Kind,
  parse,
  parseType,
  valueFromASTUntyped,
  type InlineFragmentNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { fieldOf, fits, possibleTypes, type Field, type Model } from '../generate/model.ts';
import { failureOf, type Failure, type Troubles } from './failure.ts';
import { hashOf, stableText } from './hash.ts';
import { leafValue } from './leaf-value.ts';

/** An object of the graph. Its identity is all there is to it: every value is derived from it, in every subgraph alike. */
export interface Instance {
  /** `Book:3` for entities, the way from an entity or the root to here for others. */
  readonly identity: string;
  readonly type: string;
  /** What a subgraph was told about it by the router. */
  readonly representation?: Readonly<Record<string, unknown>>;
}

export interface World extends Troubles {
  readonly model: Model;
  /** A subgraph that does not answer. */
  down: string | undefined;
  /** Whether a subgraph was asked for a field without what it requires. Set it to false before each operation. */
  isUntold: boolean;
  /** What was met, and how often: a run that never meets something says nothing of it. */
  readonly met: Map<string, number>;
  /** How many mutations were run: a mutation's value depends on it. Set it to 0 before each operation. */
  sequence: number;
  /** The value of a field: as a subgraph knows it, or as it is (without `told`). @throws GraphQLError where the field fails. */
  readonly valueOf: (question: Question) => unknown;
  /** Whether it fails. */
  readonly failureOf: (instance: Instance, field: Field) => Failure | undefined;
  /** What a field set selects of an object. */
  readonly select: (instance: Instance, fieldSet: string) => unknown;
}

export interface Question {
  readonly instance: Instance;
  readonly typeName: string;
  readonly fieldName: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether fields that need others take them from the representation. */
  readonly isTold: boolean;
  readonly canFail: boolean;
}

export const ROOT: Instance = { identity: '', type: '' };

const ENTITIES_OF_A_TYPE = 6;

export const createWorld = (model: Model, salt: string): World => {
  const world: World = {
    model,
    troubles: 0,
    luck: 0,
    down: undefined,
    isUntold: false,
    met: new Map(),
    sequence: 0,
    failureOf: (instance, field) => failureOf(instance.identity, field, world),
    valueOf: (question) => valueOf(world, salt, question),
    select: (instance, fieldSet) => selectFrom(world, instance, selectionOf(fieldSet)),
  };
  return world;
};

function valueOf(world: World, salt: string, question: Question): unknown {
  const { instance, typeName, fieldName, args, canFail } = question;
  const isRoot = typeName === 'Query' || typeName === 'Mutation';
  const field = fieldOf(world.model, isRoot ? typeName : instance.type, fieldName);
  if (!field) throw new Error(`${typeName}.${fieldName} is not in the model`);
  // A mutation that fails was run all the same.
  const turn = typeName === 'Mutation' ? `!${++world.sequence}` : '';
  if (canFail && fails(world, instance, field)) return null;
  if (field.isKeyLeaf) return `${field.name}~${instance.identity}`;
  const seed = `${instance.identity}/${fieldName}${stableText(args)}${turn}${requiredText(world, field, question)}`;
  return valueAt({ world, field, salt }, seed, typeOf(field.type));
}

/** Whether the field is null although it may not be. @throws when it fails otherwise. */
function fails(world: World, instance: Instance, field: Field): boolean {
  const failure = world.failureOf(instance, field);
  if (!failure) return false;
  meet(world, failure.error ? `field fails with ${failure.code}` : 'null in a non-null field');
  if (failure.error) throw failure.error();
  return true;
}

function requiredText(world: World, { requires }: Field, { instance, isTold }: Question): string {
  if (requires === undefined) return '';
  if (isTold) meet(world, '@requires');
  return stableText(isTold ? told(world, requires, instance) : world.select(instance, requires));
}

export const meet = ({ met }: World, what: string): void => void met.set(what, (met.get(what) ?? 0) + 1);

interface Place {
  readonly world: World;
  readonly field: Field;
  readonly salt: string;
}

function valueAt(place: Place, seed: string, type: TypeNode): unknown {
  const hash = hashOf(place.salt + seed);
  if (type.kind === Kind.NON_NULL_TYPE) return presentAt(place, seed, type.type);
  return hash % 100 < 9 ? null : presentAt(place, seed, type);
}

function presentAt(place: Place, seed: string, type: TypeNode): unknown {
  const { world, field, salt } = place;
  const hash = hashOf(`${salt}.${seed}`);
  if (type.kind === Kind.LIST_TYPE)
    return Array.from({ length: hash % 7 === 0 ? 0 : 1 + (hash % 3) }, (_, index) =>
      valueAt(place, `${seed}#${index}`, type.type),
    );
  if (type.kind === Kind.NON_NULL_TYPE) throw new Error('two ! in a row');
  const name = type.name.value;
  const possible = possibleTypes(world.model, field);
  const isComposite = world.model.objects.has(name) || possible[0] !== name;
  if (!isComposite) return leafValue(world.model, name, hash);
  const object = world.model.objects.get(possible[hash % possible.length] ?? '');
  if (!object) return null;
  const identity = object.isEntity ? `${object.name}:${hashOf(`${seed}:`) % ENTITIES_OF_A_TYPE}` : seed;
  return { identity, type: object.name } satisfies Instance;
}

function selectFrom(world: World, value: unknown, selections: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => selectFrom(world, item, selections));
  if (value === null || typeof value !== 'object') return value;
  const instance = value as Instance;
  const selected: Record<string, unknown> = {};
  for (const selection of selections.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (fits(world.model, instance.type, selection.typeCondition?.name.value ?? instance.type))
        Object.assign(selected, selectFrom(world, instance, selection.selectionSet));
    } else if (selection.kind === Kind.FIELD) {
      const fieldName = selection.name.value;
      const args = Object.fromEntries(
        (selection.arguments ?? []).map(({ name, value: literal }) => [name.value, valueFromASTUntyped(literal)]),
      );
      const inner = world.valueOf({
        instance,
        typeName: instance.type,
        fieldName,
        args,
        isTold: false,
        canFail: false,
      });
      selected[fieldName] = selection.selectionSet ? selectFrom(world, inner, selection.selectionSet) : inner;
    }
  }
  return selected;
}

/** The same selection, of what the router sent. @throws where it sent less. */
function told(world: World, fieldSet: string, { representation }: Instance): unknown {
  try {
    if (!representation) throw new Error(`"${fieldSet}" is required, but the object did not come with it`);
    return pickFrom(world.model, representation, selectionOf(fieldSet));
  } catch (error) {
    world.isUntold = true;
    throw error;
  }
}

function pickFrom(model: Model, value: unknown, selections: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => pickFrom(model, item, selections));
  if (value === null || typeof value !== 'object') return value;
  const given = value as Readonly<Record<string, unknown>>;
  const picked: Record<string, unknown> = {};
  for (const selection of selections.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (mayBe(model, given, selection)) Object.assign(picked, pickFrom(model, given, selection.selectionSet));
    } else if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      if (!(name in given)) throw new Error(`the representation lacks "${name}"`);
      picked[name] = selection.selectionSet ? pickFrom(model, given[name], selection.selectionSet) : given[name];
    }
  }
  return picked;
}

// Representations tell the types of nested objects seldom: then an object is what it has the fields of.
function mayBe(
  model: Model,
  given: Readonly<Record<string, unknown>>,
  { typeCondition, selectionSet }: InlineFragmentNode,
) {
  const typeName = given['__typename'];
  if (typeof typeName === 'string') return fits(model, typeName, typeCondition?.name.value ?? typeName);
  return selectionSet.selections.every((inner) => inner.kind !== Kind.FIELD || inner.name.value in given);
}

const types = new Map<string, TypeNode>();
const typeOf = (text: string): TypeNode => remembered(types, text, (type) => parseType(type, { noLocation: true }));

const fieldSets = new Map<string, SelectionSetNode>();
const selectionOf = (fieldSet: string): SelectionSetNode =>
  remembered(fieldSets, fieldSet, (text) => {
    const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
    if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is no field set`);
    return definition.selectionSet;
  });

function remembered<T>(memory: Map<string, T>, text: string, make: (text: string) => T): T {
  const known = memory.get(text);
  if (known !== undefined) return known;
  const made = make(text);
  memory.set(text, made);
  return made;
}

import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import { mergingOf } from './merge.ts';
import { isObject, own, readSource, setOwn } from './own-property.ts';
import type { Place } from './collect-places.ts';
import { compileRewrites } from './rewrites.ts';
import type { TypeNames } from './type-names.ts';

type Json = Record<string, unknown>;

/** How an entity is named to a subgraph. */
export interface RepresentationOf {
  /** Equal for entities that are named alike; null when the place lacks what the subgraph needs to know. */
  readonly key: (place: Place) => string | null;
  /** What is sent for a place that has a key: JSON text or an object, as the transport takes it. */
  readonly value: (place: Place, key: string) => unknown;
}

export interface RepresentationOptions {
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly inputRewrites: readonly FetchDataRewrite[] | undefined;
  readonly typeNames: TypeNames;
  readonly takes: 'texts' | 'objects';
  /** What is asked of the entities. */
  readonly selection?: SelectionSetNode | undefined;
}

/** Compiles how a fetch names entities: generated code for a type's own leaf fields, an interpreter for everything else. */
export const compileRepresentation = (options: RepresentationOptions): RepresentationOf =>
  simple(options) ?? general(options);

function simple({ requires, inputRewrites, typeNames, takes }: RepresentationOptions): RepresentationOf | undefined {
  const [only, ...others] = requires;
  if (inputRewrites?.length || others.length > 0 || only?.kind !== 'InlineFragment' || only.typeCondition === undefined)
    return undefined;
  const fields = only.selections.map(leafName);
  if (fields.includes(undefined)) return undefined;
  const names = (fields as string[]).filter((name) => name !== '__typename');
  return generate(names, typeNames(only.typeCondition), takes);
}

function leafName(selection: QueryPlanSelectionNode): string | undefined {
  if (selection.kind !== 'Field' || selection.selections) return undefined;
  const name = selection.alias ?? selection.name;
  return name === '__proto__' ? undefined : name;
}

function generate(
  fields: readonly string[],
  names: ReadonlySet<string>,
  takes: RepresentationOptions['takes'],
): RepresentationOf {
  const reads = fields.map((name, at) => `const v${at}=${readSource('place', name)};`).join('');
  const missing = ['!names.has(place.__typename)', ...fields.map((_, at) => `v${at}===undefined`)].join('||');
  const members = fields.map((name, at) => `+${JSON.stringify(`,${JSON.stringify(name)}:`)}+text(v${at})`).join('');
  const [first] = fields.length === 1 ? fields : [];
  // One text names an entity by itself where its type is certain: no other has to be made to find it again.
  const short = first === undefined || names.size > 1 ? '' : 'if(typeof v0==="string")return v0;';
  const properties = fields.map((name, at) => `,${JSON.stringify(name)}:v${at}`).join('');
  // Names of types and fields come in as JSON strings alone; what places hold is data.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- generated once for a plan, run for every entity
  const made = new Function(
    'names',
    'text',
    `return {
      key(place){${reads}if(${missing})return null;${short}return this.text(place);},
      text(place){${reads}return '{"__typename":"'+place.__typename+'"'${members}+'}';},
      object(place){${reads}return {__typename:place.__typename${properties}};}
    };`,
  )(names, jsonText) as Record<'key', RepresentationOf['key']> & Record<'text' | 'object', (place: Place) => unknown>;
  return { key: (place) => made.key(place), value: takes === 'texts' ? made.text : made.object };
}

function general(options: RepresentationOptions): RepresentationOf {
  const { requires, inputRewrites, typeNames, takes } = options;
  const rewrite = compileRewrites(inputRewrites, typeNames);
  const asked = askedNames(options);
  const made = new WeakMap<Place, Json>();
  const represent = (place: Place): Json | null => {
    const selected = select(place, requires, typeNames);
    if (!isObject(selected) || typeof selected['__typename'] !== 'string') return null;
    rewrite?.(selected);
    return asked && !asked.has(selected['__typename']) ? null : selected;
  };
  return {
    key: (place) => {
      const selected = represent(place);
      if (!selected) return null;
      if (takes === 'objects') made.set(place, selected);
      return JSON.stringify(selected);
    },
    value: takes === 'texts' ? (_place, key) => key : (place) => made.get(place),
  };
}

/**
 * The names under which a subgraph is asked about entities where some are renamed on the way (`@interfaceObject`). Of an entity
 * that no fragment with a key applies to, the planner may still require a field by the interface's fragment: nothing is asked
 * of it, and it has no name that the subgraph knows.
 */
function askedNames({ selection, inputRewrites, typeNames }: RepresentationOptions): ReadonlySet<unknown> | undefined {
  if (!selection || !inputRewrites?.length) return undefined;
  const given = new Set(
    inputRewrites.map((rewrite): unknown => (rewrite.kind === 'ValueSetter' ? rewrite.setValueTo : undefined)),
  );
  const names = new Set<string>();
  for (const asked of selection.selections) {
    if (asked.kind !== Kind.INLINE_FRAGMENT || !asked.typeCondition) return undefined;
    const { value } = asked.typeCondition.name;
    for (const name of given.has(value) ? [value] : typeNames(value)) names.add(name);
  }
  return names;
}

const { deepMerge } = mergingOf(() => false);

/** What a plan requires, out of the data; null where something is missing. */
function select(source: unknown, requires: readonly QueryPlanSelectionNode[], typeNames: TypeNames): unknown {
  if (Array.isArray(source)) return source.map((item) => select(item, requires, typeNames));
  if (!isObject(source)) return null;
  const selected: Json = {};
  for (const selection of requires) {
    if (selection.kind === 'Field') {
      const name = selection.alias ?? selection.name;
      const value = own(source, name);
      if (value === undefined) return null;
      setOwn(selected, name, selection.selections ? select(value, selection.selections, typeNames) : value);
    } else if (selection.typeCondition !== undefined) {
      if (!typeNames(selection.typeCondition).has(source['__typename'] as string)) continue;
      const inside = select(source, selection.selections, typeNames);
      if (isObject(inside)) deepMerge(selected, inside);
    }
  }
  return selected;
}

const PLAIN = /^[\w\-:. ]*$/;
const jsonText = (value: unknown): string => {
  if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  // A key may be compound without being asked for by its parts: a custom scalar.
  return JSON.stringify(value);
};

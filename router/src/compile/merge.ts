import { Kind, type SelectionSetNode } from 'graphql';
import { own, readSource, setOwn } from './own-property.ts';

type Json = Record<string, unknown>;

/** Adds what a fetch brought to an object. */
export type Merge = (target: Json, source: Json) => void;

export interface Merging {
  /** Adds `source` to `target`, lists position by position. What is there already stays where `source` says nothing or null. */
  readonly deepMerge: Merge;
  /**
   * Generates the merge of an entity of one type whose fields are known: a field is assigned unless an object of another
   * fetch stands there already. Undefined when the selection is not that simple.
   */
  readonly compileMerge: (entity: SelectionSetNode) => Merge | undefined;
}

/**
 * How fetches of one supergraph come together. A subgraph in which an interface is an object (`@interfaceObject`) calls its
 * objects by the interface's name: that never takes the place of what the object really is.
 */
export const mergingOf = (isAbstract: (typename: string) => boolean): Merging => {
  const deepMerge: Merge = (target, source) => {
    if (target === source) return;
    for (const name of Object.keys(source)) mergeValue(target, name, source[name]);
  };

  const mergeValue = (target: Json, name: string, value: unknown): void => {
    if (value === undefined) return;
    const there = own(target, name);
    if (isContainer(there) && isContainer(value)) mergeContainers(there, value);
    else if (!(isContainer(there) && value === null) && !(name === '__typename' && isKnown(there)))
      setOwn(target, name, value);
  };

  const mergeContainers = (there: object, value: object): void => {
    if (there === value) return;
    if (Array.isArray(there) && Array.isArray(value))
      value.forEach((item: unknown, index) => {
        const before: unknown = there[index];
        if (isContainer(before) && isContainer(item)) mergeContainers(before, item);
        else if (!isContainer(before)) there[index] = item;
      });
    else if (!Array.isArray(there) && !Array.isArray(value)) deepMerge(there as Json, value as Json);
  };

  const isKnown = (typename: unknown) => typeof typename === 'string' && !isAbstract(typename);

  return {
    deepMerge,
    compileMerge: (entity) => {
      const source = mergeSource(entity);
      if (source === undefined) return undefined;
      // Names of fields come in as JSON strings alone.
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- generated once for a plan, run for every entity
      return new Function('mergeValue', 'isKnown', `return function merge(target,source){let v;${source}}`)(
        mergeValue,
        isKnown,
      ) as Merge;
    },
  };
};

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function mergeSource({ selections: [only, ...others] }: SelectionSetNode): string | undefined {
  if (only?.kind !== Kind.INLINE_FRAGMENT || others.length > 0 || (only.directives ?? []).length > 0) return undefined;
  let source = '';
  for (const field of only.selectionSet.selections) {
    if (field.kind !== Kind.FIELD) return undefined;
    const name = (field.alias ?? field.name).value;
    if (name === '__proto__') return undefined;
    const key = JSON.stringify(name);
    source += `v=${readSource('source', name)};`;
    if (name === '__typename') source += `if(v!==undefined&&!isKnown(target.__typename))target.__typename=v;`;
    else if (!field.selectionSet) source += `if(v!==undefined)target[${key}]=v;`;
    else
      source += `if(v!==undefined){const t=${readSource('target', name)};if(t!==undefined&&t!==null)mergeValue(target,${key},v);else target[${key}]=v;}`;
  }
  return source;
}

/** A copy that shares nothing with the original. */
export const cloned = <Value>(value: Value): Value => {
  if (!isContainer(value)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => cloned(item)) as Value;
  const copy: Json = {};
  for (const name of Object.keys(value)) setOwn(copy, name, cloned((value as Json)[name]));
  return copy as Value;
};

import type { FetchDataRewrite } from '@apollo/query-planner';
import { isObject, own, setOwn } from './own-property.ts';
import type { TypeNames } from './type-names.ts';

type Json = Record<string, unknown>;
export type Rewrite = (value: unknown) => void;

const FRAGMENT = '... on ';

/** What a plan changes in data on their way in or out of a subgraph: values set, keys renamed. Undefined when it changes nothing. */
export const compileRewrites = (
  rewrites: readonly FetchDataRewrite[] | undefined,
  typeNames: TypeNames,
): Rewrite | undefined => {
  if (!rewrites || rewrites.length === 0) return undefined;
  const steps = rewrites.map((rewrite) => compileRewrite(rewrite, typeNames));
  return (value) => {
    for (const step of steps) step(value);
  };
};

function compileRewrite(rewrite: FetchDataRewrite, typeNames: TypeNames): Rewrite {
  const name = rewrite.path.at(-1) ?? '';
  const change =
    rewrite.kind === 'ValueSetter'
      ? (object: Json) => setOwn(object, name, rewrite.setValueTo)
      : (object: Json) => rename(object, name, rewrite.renameKeyTo);
  return rewrite.path.slice(0, -1).reduceRight<Rewrite>(
    (next, step) => walking(next, step, typeNames),
    throughLists((value) => change(value)),
  );
}

function walking(next: Rewrite, step: string, typeNames: TypeNames): Rewrite {
  if (!step.startsWith(FRAGMENT)) return throughLists((value) => next(own(value, step)));
  const names = typeNames(step.slice(FRAGMENT.length));
  return throughLists((value) => {
    const typename = value['__typename'];
    // What has no name is taken to be of the type: the plan asked for it where it matters.
    if (typeof typename !== 'string' || names.has(typename)) next(value);
  });
}

function throughLists(visit: (value: Json) => void): Rewrite {
  const through = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) through(item);
    else if (isObject(value)) visit(value);
  };
  return through;
}

function rename(object: Json, from: string, to: string): void {
  const value = own(object, from);
  if (value === undefined) return;
  setOwn(object, to, value);
  object[from] = undefined;
}

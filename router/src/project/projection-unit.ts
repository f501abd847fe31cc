import { jsonText } from './leaf-values.ts';

/** A generated function: the answer's value of a fetched value; `null` where it is not what its type says. */
export type Projection = (fetched: unknown) => unknown;

/**
 * Source of functions that are compiled together. Nothing of the client's or of a subgraph's is ever evaluated: names occur
 * in it as JSON strings only, everything else is passed as a constant.
 */
export interface ProjectionUnit {
  readonly constantOf: (value: unknown) => string;
  /** The name of the function with that key, whose parameters and body are written at its first use. */
  readonly functionOf: (key: string, write: () => string) => string;
  /** Compiles what was written and keeps it for the operation's later units. */
  readonly link: () => void;
}

export const projectionUnit = (compiled: Map<string, Projection>): ProjectionUnit => {
  const constants = new Map<unknown, string>();
  const names = new Map<string, string>();
  const sources: string[] = [];

  const constantOf = (value: unknown): string => {
    const name = constants.get(value) ?? `c${constants.size}`;
    constants.set(value, name);
    return name;
  };
  return {
    constantOf,
    functionOf: (key, write) => {
      const earlier = compiled.get(key);
      if (earlier !== undefined) return constantOf(earlier);
      let name = names.get(key);
      if (name === undefined) {
        name = `f${names.size}`;
        names.set(key, name);
        sources.push(`function ${name}${write()}`);
      }
      return name;
    },
    link: () => {
      const source = `'use strict';${sources.join('\n')}\nreturn [${[...names.values()].join(',')}];`;
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- only code of this folder and JSON strings, see above
      const link = new Function('J', ...constants.values(), source) as (...values: unknown[]) => Projection[];
      const functions = link(jsonText, ...constants.keys());
      [...names.keys()].forEach((key, at) => {
        compiled.set(key, functions[at] as Projection);
      });
    },
  };
};

import { readSource } from './own-property.ts';

/** An object in the data that a later fetch adds to. */
export type Place = Record<string, unknown>;

/** Puts every object that a plan's path leads to into `places`, in the order of the data. */
export type CollectPlaces = (data: Place, places: Place[]) => void;

/** Generates the walk along one path: names are steps into objects, `@` goes through a list. */
export const compileCollect = (path: readonly (string | number)[]): CollectPlaces => {
  let variables = 0;
  const walk = (variable: string, at: number): string => {
    const step = path[at];
    if (step === undefined)
      return `if(typeof ${variable}==="object"&&${variable}!==null&&!Array.isArray(${variable}))out.push(${variable});`;
    const next = `v${(variables += 1)}`;
    if (step === '@') {
      const index = `i${variables}`;
      return `if(Array.isArray(${variable}))for(let ${index}=0;${index}<${variable}.length;${index}++){const ${next}=${variable}[${index}];${walk(next, at + 1)}}`;
    }
    return `if(typeof ${variable}==="object"&&${variable}!==null){const ${next}=${readSource(variable, String(step))};${walk(next, at + 1)}}`;
  };
  // Names of the path come in as JSON strings alone.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- generated once for a plan, run for every request
  return new Function(`return function collect(data,out){${walk('data', 0)}}`)() as CollectPlaces;
};

/** Where in the answer the places of a path are, in the order in which they are collected. Only errors need it. */
export const pathsOfPlaces = (data: unknown, path: readonly (string | number)[]): (string | number)[][] => {
  const found: (string | number)[][] = [];
  const walk = (value: unknown, at: number, above: (string | number)[]): void => {
    const step = path[at];
    if (typeof value !== 'object' || value === null) return;
    if (step === undefined) {
      if (!Array.isArray(value)) found.push(above);
    } else if (step === '@') {
      if (Array.isArray(value)) value.forEach((item, index) => walk(item, at + 1, [...above, index]));
    } else if (Object.hasOwn(value, step)) walk((value as Place)[step], at + 1, [...above, step]);
  };
  walk(data, 0, []);
  return found;
};

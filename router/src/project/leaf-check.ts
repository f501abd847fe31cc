import { type GraphQLEnumType, type GraphQLLeafType, isEnumType } from 'graphql';
import { isId, isInteger, isJson } from './leaf-values.ts';
import type { ProjectionUnit } from './projection-unit.ts';

/** Source of an expression that says whether the named variable holds a value of the leaf type. `null` is none. */
export const leafCheckOf = (unit: ProjectionUnit, type: GraphQLLeafType): ((variable: string) => string) => {
  if (isEnumType(type)) {
    const names = unit.constantOf(namesOf(type));
    return (variable) => `${names}.has(${variable})`;
  }
  return CHECKS.get(type.name)?.(unit) ?? callOf(isJson)(unit);
};

type Check = (unit: ProjectionUnit) => (variable: string) => string;

const typeOf =
  (name: 'string' | 'boolean'): Check =>
  () =>
  (variable) =>
    `typeof ${variable}==='${name}'`;

const callOf =
  (check: (value: unknown) => boolean): Check =>
  (unit) => {
    const name = unit.constantOf(check);
    return (variable) => `${name}(${variable})`;
  };

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['String', typeOf('string')],
  ['Boolean', typeOf('boolean')],
  ['Int', callOf(isInteger)],
  ['Float', callOf(Number.isFinite)],
  ['ID', callOf(isId)],
]);

const namesByEnum = new WeakMap<GraphQLEnumType, ReadonlySet<string>>();

const namesOf = (type: GraphQLEnumType): ReadonlySet<string> => {
  const names = namesByEnum.get(type) ?? new Set(type.getValues().map(({ name }) => name));
  namesByEnum.set(type, names);
  return names;
};

import { isNonNullType, type GraphQLInputType } from 'graphql';
import { inputValue } from './literals.ts';
import type { Random } from './random.ts';

interface Variable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly hasDefault: boolean;
  readonly declaration: string;
}

/** The variables of an operation, as it comes to need them. */
export interface Variables {
  /** A use of a variable of this type, declared now or before: `$v3`. */
  readonly use: (type: GraphQLInputType) => string;
  /** `($v1: Int = 3, …)`, or nothing. */
  readonly declarations: () => string;
  /** Values for them, some absent, some null. */
  readonly values: () => Record<string, unknown>;
}

export const createVariables = (random: Random): Variables => {
  const declared: Variable[] = [];
  return {
    use: (type) => {
      const fitting = declared.filter((variable) => String(variable.type) === String(type));
      if (fitting.length > 0 && random.chance(0.6)) return `$${random.pick(fitting).name}`;
      const variable = declare(random, type, `v${declared.length}`);
      declared.push(variable);
      return `$${variable.name}`;
    },
    declarations: () => (declared.length > 0 ? `(${declared.map(({ declaration }) => declaration).join(', ')})` : ''),
    values: () => valuesOf(random, declared),
  };
};

function declare(random: Random, type: GraphQLInputType, name: string): Variable {
  const hasDefault = random.chance(0.35);
  const value = hasDefault ? ` = ${inputValue(random, type).literal}` : '';
  return { name, type, hasDefault, declaration: `$${name}: ${String(type)}${value}` };
}

function valuesOf(random: Random, declared: readonly Variable[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, type, hasDefault } of declared) {
    const isNeeded = isNonNullType(type) && !hasDefault;
    if (isNeeded || random.chance(0.7)) values[name] = inputValue(random, type).json;
  }
  return values;
}

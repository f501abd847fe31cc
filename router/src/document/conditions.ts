import { Kind, type DirectiveNode, type SelectionNode } from 'graphql';
import { skipOrInclude } from './skip-or-include.ts';

/** A `@skip` or `@include` that a variable decides. */
export interface Condition {
  readonly variable: string;
  /** Applies when the variable is false. */
  readonly negated: boolean;
}

/** Applies when all of them do. */
export type Conditions = readonly Condition[];

export const ALWAYS: Conditions = [];

/** `outer` and the selection's own; undefined for what is never selected. */
export const conditionsOf = (outer: Conditions, { directives = [] }: SelectionNode): Conditions | undefined => {
  let conditions: Conditions | undefined = outer;
  for (const directive of directives) conditions &&= joined(conditions, directive);
  return conditions;
};

function joined(conditions: Conditions, directive: DirectiveNode): Conditions | undefined {
  const { wanted, test } = skipOrInclude(directive) ?? {};
  if (test?.kind === Kind.BOOLEAN) return test.value === wanted ? conditions : undefined;
  if (test?.kind !== Kind.VARIABLE) return conditions;
  const variable = test.name.value;
  const negated = !wanted;
  const same = conditions.find((condition) => condition.variable === variable);
  if (!same) return [...conditions, { variable, negated }];
  return same.negated === negated ? conditions : undefined;
}

/** Whether all apply with these coerced variables. */
export const doApply = (conditions: Conditions, variables: Readonly<Record<string, unknown>>): boolean =>
  conditions.every(({ variable, negated }) => (variables[variable] === true) !== negated);

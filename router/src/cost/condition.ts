import { Kind, type DirectiveNode } from 'graphql';
import { skipOrInclude } from '../document/skip-or-include.ts';
import type { Condition } from './cost.ts';

/** Whether a selection is executed, after its @skip and @include. */
export const conditionOf = (directives: readonly DirectiveNode[] = []): Condition =>
  directives.map(ofDirective).reduce(both, true);

function ofDirective(directive: DirectiveNode): Condition {
  const { wanted, test } = skipOrInclude(directive) ?? {};
  if (test?.kind === Kind.BOOLEAN) return test.value === wanted;
  if (test?.kind !== Kind.VARIABLE) return true;
  const variable = test.name.value;
  return (variables) => (variables[variable] === true) === wanted;
}

function both(left: Condition, right: Condition): Condition {
  if (left === false || right === false) return false;
  if (left === true) return right;
  if (right === true) return left;
  return (variables) => left(variables) && right(variables);
}

import { Kind, type SelectionNode, type ValueNode } from 'graphql';
import { skipOrInclude } from '../document/skip-or-include.ts';

/** Whether `@skip` and `@include` leave the selection in. A variable without a value counts as false. */
export const isIncluded = (selection: SelectionNode, booleans: Readonly<Record<string, unknown>>): boolean =>
  (selection.directives ?? []).every((directive) => {
    const { wanted, test } = skipOrInclude(directive) ?? {};
    return test === undefined || isTrue(test, booleans) === wanted;
  });

const isTrue = (test: ValueNode, booleans: Readonly<Record<string, unknown>>): boolean =>
  test.kind === Kind.VARIABLE ? booleans[test.name.value] === true : test.kind === Kind.BOOLEAN && test.value;

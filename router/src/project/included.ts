import { type DirectiveNode, Kind, type SelectionNode, type ValueNode } from 'graphql';

/** Whether `@skip` and `@include` leave the selection in. A variable without a value counts as false. */
export const isIncluded = (selection: SelectionNode, booleans: Readonly<Record<string, unknown>>): boolean =>
  (selection.directives ?? []).every((directive) => {
    const condition = conditionOf(directive);
    return condition === undefined || isTrue(condition, booleans) === (directive.name.value === 'include');
  });

/** The `if` of a `@skip` or `@include`; `undefined` for any other directive. */
export const conditionOf = (directive: DirectiveNode): ValueNode | undefined =>
  directive.name.value === 'skip' || directive.name.value === 'include'
    ? directive.arguments?.find(({ name }) => name.value === 'if')?.value
    : undefined;

const isTrue = (condition: ValueNode, booleans: Readonly<Record<string, unknown>>): boolean =>
  condition.kind === Kind.VARIABLE
    ? booleans[condition.name.value] === true
    : condition.kind === Kind.BOOLEAN && condition.value;

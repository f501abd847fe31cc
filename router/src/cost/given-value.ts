import { Kind, valueFromASTUntyped, type ArgumentNode, type ValueNode } from 'graphql';
import type { Evaluation } from './cost.ts';

/** The value of an argument: what the document says, or what is found among the variables; undefined when it is not given. */
export type GivenValue =
  { readonly value: unknown } | { readonly valueIn: (variables: Evaluation['variables']) => unknown };

export const givenValue = (argument: ArgumentNode | undefined): GivenValue => {
  const node = argument?.value;
  if (!node) return { value: undefined };
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return { valueIn: (variables) => (Object.hasOwn(variables, name) ? variables[name] : undefined) };
  }
  return hasVariable(node)
    ? { valueIn: (variables) => valueFromASTUntyped(node, variables) }
    : { value: valueFromASTUntyped(node) };
};

function hasVariable(node: ValueNode): boolean {
  if (node.kind === Kind.LIST) return node.values.some(hasVariable);
  if (node.kind === Kind.OBJECT) return node.fields.some(({ value }) => hasVariable(value));
  return node.kind === Kind.VARIABLE;
}

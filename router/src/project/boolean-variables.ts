import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { deferOf } from '../document/defer.ts';
import { skipOrInclude } from '../document/skip-or-include.ts';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Names of the variables on which `@skip` and `@include` of the operation and of its fragments depend. */
export const booleanVariablesOf = (operation: OperationDefinitionNode, fragments: Fragments): readonly string[] =>
  variablesOf(operation, fragments, (directive) => skipOrInclude(directive)?.test);

/** Names of the variables on which it depends what of the operation is deferred. */
export const deferVariablesOf = (operation: OperationDefinitionNode, fragments: Fragments): readonly string[] =>
  variablesOf(operation, fragments, (directive) => deferOf(directive)?.test);

function variablesOf(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  testOf: (directive: DirectiveNode) => ValueNode | undefined,
): readonly string[] {
  const names = new Set<string>();
  const spread = new Set<string>();

  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      for (const name of variablesIn(selection)) names.add(name);
      if (selection.kind !== Kind.FRAGMENT_SPREAD) visit(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        visit(fragments.get(selection.name.value)?.selectionSet);
      }
    }
  };
  const variablesIn = ({ directives = [] }: SelectionNode): readonly string[] =>
    directives.map(testOf).flatMap((test) => (test?.kind === Kind.VARIABLE ? [test.name.value] : []));

  visit(operation.selectionSet);
  return [...names];
}

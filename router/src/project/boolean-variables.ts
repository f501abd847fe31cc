import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { skipOrInclude } from '../document/skip-or-include.ts';

/** Names of the variables on which `@skip` and `@include` of the operation and of its fragments depend. */
export const booleanVariablesOf = (
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly string[] => {
  const names = new Set<string>();
  const spread = new Set<string>();

  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      for (const name of variablesOf(selection)) names.add(name);
      if (selection.kind !== Kind.FRAGMENT_SPREAD) visit(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        visit(fragments.get(selection.name.value)?.selectionSet);
      }
    }
  };

  visit(operation.selectionSet);
  return [...names];
};

const variablesOf = (selection: SelectionNode): readonly string[] =>
  (selection.directives ?? [])
    .map((directive) => skipOrInclude(directive)?.test)
    .flatMap((test) => (test?.kind === Kind.VARIABLE ? [test.name.value] : []));

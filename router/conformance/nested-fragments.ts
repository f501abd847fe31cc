import { Kind, visit, type DocumentNode, type SelectionSetNode } from 'graphql';

/** Whether a fragment stands directly in a fragment. */
export const hasFragmentInFragment = (document: DocumentNode): boolean => {
  let found = false;
  const look = ({ selectionSet }: { selectionSet: SelectionSetNode }) => {
    found ||= selectionSet.selections.some(({ kind }) => kind !== Kind.FIELD);
  };
  visit(document, { InlineFragment: look, FragmentDefinition: look });
  return found;
};

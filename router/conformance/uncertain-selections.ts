import { Kind, visit, type DocumentNode, type SelectionNode } from 'graphql';

/**
 * Whether a field selects nothing that is there in any case: only what hangs on a condition or on a type. The planner may find
 * nothing to fetch below it, and then does not fetch the field.
 */
export const hasUncertainSelections = (document: DocumentNode): boolean => {
  let found = false;
  visit(document, {
    Field: ({ selectionSet }) => {
      if (selectionSet && !selectionSet.selections.some(isCertain)) found = true;
    },
  });
  return found;
};

const isCertain = ({ kind, directives }: SelectionNode) => kind === Kind.FIELD && !directives?.length;

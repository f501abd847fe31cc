import {
  isListType,
  isNonNullType,
  Kind,
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field with part of its selections. */
export const withSelections = (node: FieldNode, selections: readonly SelectionNode[]): FieldNode => ({
  ...node,
  selectionSet: selectionSetOf(selections),
});

/**
 * With `__typename` besides unless another field is always selected: nobody could tell an object that is null from one of
 * which nothing was asked.
 */
export const withTypename = (selections: readonly SelectionNode[]): readonly SelectionNode[] =>
  selections.some(({ kind, directives = [] }) => kind === Kind.FIELD && directives.length === 0)
    ? selections
    : [TYPENAME, ...selections];

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export const selectionSetOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

/** A fragment, wherever it is written, unfolded in place. */
export const inlineFragment = (
  { directives = [] }: InlineFragmentNode | FragmentSpreadNode,
  condition: GraphQLCompositeType | undefined,
  selections: readonly SelectionNode[],
): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  ...(condition && {
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: condition.name } },
  }),
  directives,
  selectionSet: selectionSetOf(selections),
});

/** `@` for every list of a field's type. */
export const listLevels = (type: GraphQLOutputType): readonly string[] => {
  if (isNonNullType(type)) return listLevels(type.ofType);
  return isListType(type) ? ['@', ...listLevels(type.ofType)] : [];
};

import {
  isCompositeType,
  Kind,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** What a fragment selects, wherever it is written, and of which type; undefined when it has no condition. */
export interface Fragment {
  readonly selectionSet: SelectionSetNode;
  readonly condition: GraphQLCompositeType | undefined;
}

/** @throws when the document is not valid. */
export const fragmentOf = (
  node: InlineFragmentNode | FragmentSpreadNode,
  fragments: Fragments,
  schema: GraphQLSchema,
): Fragment => {
  const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
  if (!fragment) throw new Error('A fragment is spread that is not defined');
  const { selectionSet, typeCondition } = fragment;
  if (!typeCondition) return { selectionSet, condition: undefined };
  const condition = schema.getType(typeCondition.name.value);
  if (!isCompositeType(condition)) throw new Error(`A fragment is on ${typeCondition.name.value}, which it cannot be`);
  return { selectionSet, condition };
};

import type { FieldNode, FragmentDefinitionNode, GraphQLSchema, SelectionNode } from 'graphql';

/** What the selections of one operation mean, for one combination of its booleans. */
export interface OperationSelections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced variables; only those of `@skip` and `@include` are read. */
  readonly booleans: Readonly<Record<string, unknown>>;
  readonly refused?: ReadonlySet<FieldNode> | undefined;
  /** Fragments that are parts of their own: what is around them is projected without them. */
  readonly deferred?: ReadonlySet<SelectionNode> | undefined;
}

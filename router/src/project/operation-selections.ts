import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLSchema, Kind } from 'graphql';

/** What the selections of one operation mean, for one combination of its booleans. */
export interface OperationSelections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced variables; only those of `@skip` and `@include` are read. */
  readonly booleans: Readonly<Record<string, unknown>>;
  readonly refused?: ReadonlySet<FieldNode> | undefined;
}

export const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

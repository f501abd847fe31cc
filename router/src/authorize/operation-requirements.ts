import {
  getNamedType,
  isCompositeType,
  Kind,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Demands, Scope } from './demands.ts';
import { fragmentOf, type Fragments } from './fragments.ts';
import type { Requirement } from './requirement.ts';
import { isIntrospection, selectedField } from './selected-field.ts';

interface Selecting {
  readonly schema: GraphQLSchema;
  readonly demands: Demands;
  readonly fragments: Fragments;
}

/** Everything that the operation's fields and type conditions demand, in the order in which it is met first. */
export const operationRequirements = (
  { schema, demands, fragments }: Selecting,
  operation: OperationDefinitionNode,
): readonly Requirement[] => {
  const found = new Set<Requirement>();
  const seen = new Set<string>();

  const visit = (selectionSet: SelectionSetNode, parent: GraphQLCompositeType, scope: Scope): void => {
    for (const selection of selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) visitFragment(selection, parent, scope);
      else if (!isIntrospection(selection)) {
        const type = getNamedType(selectedField(parent, selection).type);
        for (const requirement of demands.ofField(parent, selection.name.value, scope)) found.add(requirement);
        if (selection.selectionSet && isCompositeType(type)) visit(selection.selectionSet, type, demands.scopeOf(type));
      }
    }
  };

  const visitFragment = (
    node: InlineFragmentNode | FragmentSpreadNode,
    parent: GraphQLCompositeType,
    scope: Scope,
  ): void => {
    const { selectionSet, condition = parent } = fragmentOf(node, fragments, schema);
    const narrowed = demands.narrow(scope, condition);
    if (narrowed.length === 0) return;
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      // Fragments that spread one another twice each would be walked exponentially often.
      const key = `${node.name.value} ${narrowed.map(({ name }) => name).join(' ')}`;
      if (seen.has(key)) return;
      seen.add(key);
    }
    for (const requirement of demands.ofType(condition.name)) found.add(requirement);
    visit(selectionSet, condition, narrowed);
  };

  const root = schema.getRootType(operation.operation);
  if (root) visit(operation.selectionSet, root, demands.scopeOf(root));
  return [...found];
};

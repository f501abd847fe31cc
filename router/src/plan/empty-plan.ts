import type { QueryPlan } from '@apollo/query-planner';
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { ALWAYS, conditionsOf, type Conditions } from '../document/conditions.ts';
import { fragmentsOf } from '../document/fragments-of.ts';

/**
 * Whether a plan fetches nothing although its operation asks subgraphs for something. The planner gives such plans for mutations
 * that it finds no way to; to answer null for everything would look like success.
 */
export const isEmptyWrongly = (plan: QueryPlan, operation: OperationDefinitionNode, document: DocumentNode): boolean =>
  plan.node === undefined && asksSubgraphs(operation.selectionSet, fragmentsOf(document));

function asksSubgraphs(root: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  const seen = new Set<string>();
  const asks = ({ selections }: SelectionSetNode, outer: Conditions): boolean =>
    selections.some((selection) => {
      const conditions = conditionsOf(outer, selection);
      // No variables include it: the planner leaves that out rightly.
      if (!conditions) return false;
      if (selection.kind === Kind.FIELD) return !selection.name.value.startsWith('__');
      if (selection.kind === Kind.INLINE_FRAGMENT) return asks(selection.selectionSet, conditions);
      const fragment = seen.has(selection.name.value) ? undefined : fragments.get(selection.name.value);
      seen.add(selection.name.value);
      return fragment !== undefined && asks(fragment.selectionSet, conditions);
    });
  return asks(root, ALWAYS);
}

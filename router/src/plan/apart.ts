import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { Kind, OperationTypeNode, type DocumentNode, type FragmentDefinitionNode, type SelectionNode } from 'graphql';
import type { RequirementConflicts } from '../supergraph/requirement-conflicts.ts';
import { fragmentsOf } from '../document/fragments-of.ts';
import { selectionOfPart } from './part-selection.ts';
import { PlanningError } from './planner.ts';

/**
 * The documents to plan one after the other instead of one whose fields require the same field with different arguments: the
 * planner would fetch that once and give one of them the other's value. The very document alone when nothing conflicts below
 * any of its root fields. Known limit: a list that changes between the parts' root fetches mixes the rows of both.
 * @throws PlanningError when a mutation or subscription would have to run twice
 */
export const partsOf = (document: DocumentNode, conflicts: RequirementConflicts): readonly DocumentNode[] => {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (conflicts.size === 0 || !operation) return [document];

  const fragments = fragmentsOf(document);
  const parts = new Map<string, number>();
  for (const root of operation.selectionSet.selections) {
    const names = fieldNamesIn(root, fragments);
    if (isConflicting(names, conflicts)) assignParts(names, conflicts, parts);
  }
  const count = Math.max(0, ...parts.values()) + 1;
  if (count === 1) return [document];
  if (operation.operation !== OperationTypeNode.QUERY)
    throw new PlanningError(
      'INTERNAL_SERVER_ERROR',
      `A ${operation.operation} asks for fields that require the same field with different arguments: ${[...parts.keys()].join(', ')}`,
    );
  return Array.from({ length: count }, (_, part) => selectionOfPart(document, part, parts));
};

/** The parts' plans as one. Each fetches what its own fields require before those are fetched, over what the one before left. */
export const joinedPlan = (plans: readonly QueryPlan[]): QueryPlan => ({
  kind: 'QueryPlan',
  node: { kind: 'Sequence', nodes: plans.flatMap(({ node }) => (node ? steps(node as PlanNode) : [])) },
});

const steps = (node: PlanNode): readonly PlanNode[] => (node.kind === 'Sequence' ? node.nodes : [node]);

function fieldNamesIn(
  root: SelectionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<SelectionNode | FragmentDefinitionNode>();
  const visit = (selection: SelectionNode): void => {
    const node = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!node || seen.has(node)) return;
    seen.add(node);
    if (node.kind === Kind.FIELD) names.add(node.name.value);
    node.selectionSet?.selections.forEach(visit);
  };
  visit(root);
  return names;
}

const isConflicting = (names: ReadonlySet<string>, conflicts: RequirementConflicts) =>
  [...names].some((name) => conflicts.get(name)?.intersection(names).size);

// Each name gets the first part in which nothing conflicts with it.
function assignParts(names: ReadonlySet<string>, conflicts: RequirementConflicts, parts: Map<string, number>): void {
  for (const name of names) {
    const others = conflicts.get(name);
    if (!others || parts.has(name)) continue;
    const taken = new Set([...others].map((other) => parts.get(other)));
    let part = 0;
    while (taken.has(part)) part += 1;
    parts.set(name, part);
  }
}

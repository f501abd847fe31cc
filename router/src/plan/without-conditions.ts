import {
  Kind,
  OperationTypeNode,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../document/fragments-of.ts';
import { skipOrInclude } from '../document/skip-or-include.ts';
import { isIncluded } from '../project/included.ts';

export type Booleans = Readonly<Record<string, unknown>>;

/**
 * The document as these booleans leave it: without `@skip`, `@include` and what they leave out. The planner would fetch what a
 * `@requires` needs only under the conditions of the field beside it, so that another field gets null in silence, and a
 * mutation selected twice, once under a condition, would be done twice. A selection set of which nothing is left asks whether
 * its object is there. The same document when there is nothing to change.
 */
export const withoutConditions = (document: DocumentNode, booleans: Booleans): DocumentNode => {
  const decided = decide(document, booleans);
  return visit(decided, {
    OperationDefinition: (operation) =>
      operation.operation === OperationTypeNode.MUTATION ? withFlatRoot(operation, fragmentsOf(decided)) : undefined,
    FragmentDefinition: () => false,
  });
};

function decide(document: DocumentNode, booleans: Booleans): DocumentNode {
  const decideSelection = <Selection extends SelectionNode>(selection: Selection): Selection | null | undefined => {
    if (!isIncluded(selection, booleans)) return null;
    const directives = selection.directives?.filter((directive) => !isCondition(directive));
    return directives?.length === selection.directives?.length
      ? undefined
      : { ...selection, directives: directives ?? [] };
  };
  return visit(document, {
    Field: { enter: decideSelection },
    InlineFragment: { enter: decideSelection },
    FragmentSpread: { enter: decideSelection },
    SelectionSet: {
      leave: (set) => (set.selections.length === 0 ? { ...set, selections: [TYPENAME] } : undefined),
    },
  });
}

const isCondition = (directive: DirectiveNode) => skipOrInclude(directive) !== undefined;

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** A mutation's root fields in their order, without fragments around them, each response name once. */
function withFlatRoot(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationDefinitionNode | undefined {
  const fields = new Map<string, FieldNode>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const known = fields.get(name);
        fields.set(name, known ? together(known, selection) : selection);
        continue;
      }
      const inside = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (inside) collect(inside.selectionSet);
    }
  };
  collect(operation.selectionSet);
  const { selections } = operation.selectionSet;
  const flat = [...fields.values()];
  if (flat.length === selections.length && flat.every((field, at) => field === selections[at])) return undefined;
  return { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: flat } };
}

// A valid document selects the same field with the same arguments under one response name.
const together = (one: FieldNode, other: FieldNode): FieldNode => ({
  ...one,
  ...(one.selectionSet &&
    other.selectionSet && {
      selectionSet: {
        kind: Kind.SELECTION_SET,
        selections: [...one.selectionSet.selections, ...other.selectionSet.selections],
      },
    }),
});

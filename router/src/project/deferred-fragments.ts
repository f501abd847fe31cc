import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { labelOf } from '../document/defer.ts';
import { isIncluded } from './included.ts';
import type { OperationSelections } from './operation-selections.ts';

/** One step from an object to what is selected below it. */
export type WayStep =
  | { readonly kind: 'on'; readonly condition: string }
  | { readonly kind: 'field'; readonly name: string; readonly responseName: string };

/** A fragment that is a part of its own. */
export interface DeferredFragment {
  readonly label: string;
  /** The part within which it is deferred; undefined for the first. */
  readonly within: string | undefined;
  /** From the object of the part within to its own. */
  readonly way: readonly WayStep[];
  readonly selectionSet: SelectionSetNode;
  readonly node: SelectionNode;
}

/** The fragments with one of the labels, those around before those within. */
export const deferredFragments = (
  root: SelectionSetNode,
  labels: ReadonlySet<string>,
  { booleans }: Pick<OperationSelections, 'booleans'>,
): readonly DeferredFragment[] => {
  const found: DeferredFragment[] = [];
  const visit = (set: SelectionSetNode, within: string | undefined, way: readonly WayStep[]): void => {
    for (const selection of set.selections) {
      // A fragment is unfolded where something is deferred in it.
      if (selection.kind === Kind.FRAGMENT_SPREAD || !isIncluded(selection, booleans)) continue;
      const { selectionSet } = selection;
      if (!selectionSet) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        visit(selectionSet, within, [...way, { kind: 'field', name, responseName: selection.alias?.value ?? name }]);
        continue;
      }
      const condition = selection.typeCondition?.name.value;
      const inside: readonly WayStep[] = condition === undefined ? way : [...way, { kind: 'on', condition }];
      const label = labelOf(selection);
      if (label === undefined || !labels.has(label)) {
        visit(selectionSet, within, inside);
        continue;
      }
      found.push({ label, within, way: inside, selectionSet, node: selection });
      visit(selectionSet, label, []);
    }
  };
  visit(root, undefined, []);
  return found;
};

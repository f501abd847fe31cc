import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { labelOf } from '../document/defer.ts';
import type { DeferringFragments } from '../document/deferring-fragments.ts';
import { isIncluded } from '../project/included.ts';
import type { Booleans } from './without-conditions.ts';

/** What is answered together. */
interface Part {
  /** Undefined for the first. */
  readonly label: string | undefined;
  /** In how many others it stands. */
  readonly depth: number;
}

const FIRST: Part = { label: undefined, depth: 0 };

/**
 * Labels of parts that select a field with selections of its own which another part selects as well. Each would fetch it, by
 * then perhaps another object or another list, and the client would take what belongs to two objects for one.
 */
export const partsOfSharedObjects = (
  operation: OperationDefinitionNode,
  { insideOf }: Pick<DeferringFragments, 'insideOf'>,
  booleans: Booleans,
): ReadonlySet<string> => {
  const owners = new Map<string, Part>();
  const sharing = new Set<string>();

  const own = (place: string, part: Part): void => {
    const owner = owners.get(place) ?? part;
    const [stays, gives] = owner.depth <= part.depth ? [owner, part] : [part, owner];
    owners.set(place, stays);
    if (gives.label !== undefined && gives.label !== stays.label) sharing.add(gives.label);
  };

  const visit = ({ selections }: SelectionSetNode, place: string, part: Part): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, booleans)) continue;
      if (selection.kind === Kind.FIELD) {
        if (!selection.selectionSet) continue;
        const below = `${place}.${(selection.alias ?? selection.name).value}`;
        own(below, part);
        visit(selection.selectionSet, below, part);
        continue;
      }
      const label = labelOf(selection);
      const inside = insideOf(selection);
      if (inside) visit(inside.selectionSet, place, label === undefined ? part : { label, depth: part.depth + 1 });
    }
  };
  visit(operation.selectionSet, '', FIRST);
  return sharing;
};

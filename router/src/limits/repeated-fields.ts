import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../document/fragments-of.ts';

export interface Repetition {
  /** How often one field is selected at most at one place of the answer, fragments unfolded. */
  readonly most: number;
  /** Selections that were looked at; more than allowed when it ended there. */
  readonly steps: number;
}

/**
 * Looks for fields that are repeated. Validation compares each two of them with everything below: thirty times a field with
 * fourteen repeated ones in it are a hundred thousand comparisons. `selections` bounds what this itself looks at.
 */
export const repetitionOf = (document: DocumentNode, selections: number): Repetition => {
  const fragments = fragmentsOf(document);
  const reached = new Set<string>();
  let most = 0;
  let steps = 0;

  const collect = ({ set, within }: Part, place: Place): void => {
    for (const selection of set.selections) {
      steps += 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) collect({ set: selection.selectionSet, within }, place);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) unfold(selection.name.value, within, place);
      else
        add(
          place,
          (selection.alias ?? selection.name).value,
          selection.selectionSet && { set: selection.selectionSet, within },
        );
    }
  };

  const unfold = (name: string, within: Within | undefined, place: Place): void => {
    const fragment = fragments.get(name);
    // Validation, too, looks at a fragment once at one place. A cycle is left to the rule that refuses it.
    if (!fragment || place.unfolded.has(name) || holds(within, name)) return;
    place.unfolded.add(name);
    reached.add(name);
    collect({ set: fragment.selectionSet, within: { fragment: name, within } }, place);
  };

  const add = ({ fields }: Place, name: string, below: Part | undefined): void => {
    const field = fields.get(name) ?? { times: 0, below: [] };
    fields.set(name, field);
    field.times += 1;
    if (below) field.below.push(below);
    most = Math.max(most, field.times);
  };

  const walk = (parts: readonly Part[]): void => {
    const place: Place = { fields: new Map(), unfolded: new Set() };
    for (const part of parts) collect(part, place);
    for (const { below } of place.fields.values()) if (below.length > 0 && steps <= selections) walk(below);
  };

  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) walk([{ set: definition.selectionSet, within: undefined }]);
  // Validation looks at those, too, that no operation spreads.
  for (const [name, { selectionSet }] of fragments)
    if (!reached.has(name)) walk([{ set: selectionSet, within: { fragment: name, within: undefined } }]);
  return { most, steps };
};

/** The fragments that something stands in. */
interface Within {
  readonly fragment: string;
  readonly within: Within | undefined;
}

interface Part {
  readonly set: SelectionSetNode;
  readonly within: Within | undefined;
}

/** A place of the answer: what all selections of it ask for. */
interface Place {
  readonly fields: Map<string, { times: number; readonly below: Part[] }>;
  readonly unfolded: Set<string>;
}

function holds(within: Within | undefined, name: string): boolean {
  for (let at = within; at; at = at.within) if (at.fragment === name) return true;
  return false;
}

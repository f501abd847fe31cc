import { Kind, type DocumentNode, type InlineFragmentNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../document/fragments-of.ts';

/**
 * A document with the fields of one part alone, each with all that is below it, and the way there. Fields of no part belong to
 * the first. A fragment that is on the way is written out where it is spread, for below a field of the part it stays whole.
 */
export const selectionOfPart = (
  document: DocumentNode,
  part: number,
  partByName: ReadonlyMap<string, number>,
): DocumentNode => {
  const fragments = fragmentsOf(document);
  const written = new Map<string, InlineFragmentNode | undefined>();

  const keep = ({ kind, selections }: SelectionSetNode): SelectionSetNode | undefined => {
    const kept = selections.flatMap((selection) => keepSelection(selection) ?? []);
    return kept.length > 0 ? { kind, selections: kept } : undefined;
  };
  const keepSelection = (selection: SelectionNode): SelectionNode | undefined => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = writtenOut(selection.name.value);
      return fragment && { ...fragment, directives: selection.directives ?? [] };
    }
    const own = selection.kind === Kind.FIELD ? partByName.get(selection.name.value) : undefined;
    if (own !== undefined) return own === part ? selection : undefined;
    if (!selection.selectionSet) return part === 0 ? selection : undefined;
    const selectionSet = keep(selection.selectionSet);
    return selectionSet && { ...selection, selectionSet };
  };
  const writtenOut = (name: string): InlineFragmentNode | undefined => {
    if (!written.has(name)) {
      const { typeCondition, selectionSet } = fragments.get(name) ?? {};
      const kept = selectionSet && keep(selectionSet);
      written.set(
        name,
        kept && { kind: Kind.INLINE_FRAGMENT, ...(typeCondition && { typeCondition }), selectionSet: kept },
      );
    }
    return written.get(name);
  };

  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const selectionSet = keep(definition.selectionSet);
    return selectionSet ? { ...definition, selectionSet } : [];
  });
  return { ...document, definitions };
};

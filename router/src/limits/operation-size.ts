import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large an operation is with its fragments unfolded. */
export interface OperationSize {
  /** Fields above one another, counting the leaf. */
  readonly depth: number;
  readonly rootFields: number;
  /** Fields that were given another name, `__typename` included. */
  readonly aliases: number;
}

/** Measures an operation in one pass: each fragment once, however often it is spread. The document has no fragment cycles. */
export const measureOperation = (operation: OperationDefinitionNode, document: DocumentNode): OperationSize => {
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const measured = new Map<string, OperationSize>();

  const ofFragment = (name: string): OperationSize => {
    let size = measured.get(name);
    if (!size) {
      // Until it is measured it counts as nothing, so that even a cycle ends.
      measured.set(name, NOTHING);
      const fragment = fragments.get(name);
      measured.set(name, (size = fragment ? ofSelections(fragment.selectionSet) : NOTHING));
    }
    return size;
  };

  const ofSelections = ({ selections }: SelectionSetNode): OperationSize => {
    let size = NOTHING;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) size = beside(size, ofFragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) size = beside(size, ofSelections(selection.selectionSet));
      else {
        const below = selection.selectionSet ? ofSelections(selection.selectionSet) : NOTHING;
        const aliases = below.aliases + (selection.alias ? 1 : 0);
        size = beside(size, { depth: below.depth + 1, rootFields: 1, aliases });
      }
    }
    return size;
  };

  return ofSelections(operation.selectionSet);
};

const NOTHING: OperationSize = { depth: 0, rootFields: 0, aliases: 0 };

const beside = (left: OperationSize, right: OperationSize): OperationSize => ({
  depth: Math.max(left.depth, right.depth),
  rootFields: left.rootFields + right.rootFields,
  aliases: left.aliases + right.aliases,
});

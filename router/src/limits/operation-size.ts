import {
  Kind,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { deferOf } from '../document/defer.ts';
import { fragmentsOf } from '../document/fragments-of.ts';

/** How large an operation is with its fragments unfolded; `__typename` is a field like any other. */
export interface OperationSize {
  /** Fields above one another, counting the leaf. */
  readonly depth: number;
  /** All fields. A field that is selected twice counts twice: what merging would save is not looked for. */
  readonly height: number;
  readonly rootFields: number;
  /** Fields that were given another name. */
  readonly aliases: number;
  /** Fragments with `@defer`. */
  readonly deferred: number;
}

/** Measures the operations of a document, each fragment once, however often and from wherever it is spread. */
export const operationSizes = (document: DocumentNode): ((operation: OperationDefinitionNode) => OperationSize) => {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, OperationSize>();

  const ofFragment = (name: string): OperationSize => {
    let size = measured.get(name);
    if (!size) {
      // Until it is measured it counts as nothing, so that even a cycle ends; another rule refuses cycles.
      measured.set(name, NOTHING);
      const fragment = fragments.get(name);
      measured.set(name, (size = fragment ? ofSelections(fragment.selectionSet) : NOTHING));
    }
    return size;
  };

  const ofSelections = ({ selections }: SelectionSetNode): OperationSize => {
    let size = NOTHING;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        size = beside(size, deferredBy(selection, ofFragment(selection.name.value)));
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        size = beside(size, deferredBy(selection, ofSelections(selection.selectionSet)));
      else {
        const below = selection.selectionSet ? ofSelections(selection.selectionSet) : NOTHING;
        size = beside(size, {
          depth: below.depth + 1,
          height: below.height + 1,
          rootFields: 1,
          aliases: below.aliases + (selection.alias ? 1 : 0),
          deferred: below.deferred,
        });
      }
    }
    return size;
  };

  return (operation) => ofSelections(operation.selectionSet);
};

const NOTHING: OperationSize = { depth: 0, height: 0, rootFields: 0, aliases: 0, deferred: 0 };

const deferredBy = ({ directives = [] }: SelectionNode, size: OperationSize): OperationSize =>
  directives.some(deferOf) ? { ...size, deferred: size.deferred + 1 } : size;

const beside = (left: OperationSize, right: OperationSize): OperationSize => ({
  depth: Math.max(left.depth, right.depth),
  height: left.height + right.height,
  rootFields: left.rootFields + right.rootFields,
  aliases: left.aliases + right.aliases,
  deferred: left.deferred + right.deferred,
});

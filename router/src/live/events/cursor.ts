import { Kind, type DocumentNode, type FieldNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { isObject } from '../../compile/own-property.ts';

/** Reads a version beside what a client selected, without showing it. */
export interface Cursor {
  /** The document with the version below its one root field; the same where the caller may not even see that. */
  readonly selected: (document: DocumentNode) => DocumentNode;
  /** The version in the fetched data; undefined when there is none. */
  readonly read: (data: Readonly<Record<string, unknown>>) => number | undefined;
  /** Whether a path leads to what only the cursor asked for. */
  readonly isPath: (path: readonly (string | number)[]) => boolean;
}

interface Versioned {
  /** The way from the root field to the version. */
  readonly steps: readonly string[];
  /** Where in the data the root field is. */
  readonly rootKey: string;
  /** The client's document: the alias is none of its words. */
  readonly text: string;
}

export const cursorOf = ({ steps, rootKey, text }: Versioned): Cursor => {
  let alias = 'stoaCursor';
  while (text.includes(alias)) alias += '_';
  const selection = steps.reduceRight<FieldNode | undefined>((below, step) => aliased(alias, step, below), undefined);
  return {
    selected: (document) => (selection ? withBelowRoot(document, selection) : document),
    read: (data) => {
      const value = steps.reduce((above) => (isObject(above) ? above[alias] : undefined), data[rootKey]);
      return typeof value === 'number' ? value : undefined;
    },
    isPath: (path) => path.includes(alias),
  };
};

const aliased = (alias: string, name: string, below: FieldNode | undefined): FieldNode => ({
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: alias },
  name: { kind: Kind.NAME, value: name },
  ...(below && { selectionSet: setOf([below]) }),
});

const setOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });

function withBelowRoot(document: DocumentNode, selection: FieldNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
      const selections = definition.selectionSet.selections.map((root) =>
        root.kind === Kind.FIELD && root.selectionSet
          ? { ...root, selectionSet: setOf([...root.selectionSet.selections, selection]) }
          : root,
      );
      return { ...definition, selectionSet: setOf(selections) };
    }),
  };
}

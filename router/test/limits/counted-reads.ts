import { visit, type DocumentNode } from 'graphql';

/** Counts how often a selection set of the document is read from now on. */
export const countedReads = (document: DocumentNode): { readonly reads: () => number } => {
  let reads = 0;
  visit(document, {
    SelectionSet: (node) => {
      const { selections } = node;
      Object.defineProperty(node, 'selections', {
        get: () => {
          reads += 1;
          return selections;
        },
      });
    },
  });
  // Walking them has read them.
  reads = 0;
  return { reads: () => reads };
};

/** Fragments that spread one another: as few words, each level twice as large. */
export const fragmentBomb = (levels: number, leaf: string, type = 'Query'): string =>
  [
    ...Array.from({ length: levels }, (_, n) => `fragment F${n} on ${type} { ...F${n + 1} ...F${n + 1} }`),
    `fragment F${levels} on ${type} { ${leaf} }`,
  ].join(' ');

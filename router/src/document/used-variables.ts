import { visit, type ASTNode } from 'graphql';

/** Names of the variables that stand anywhere in some nodes. */
export const usedVariables = (nodes: Iterable<ASTNode>): ReadonlySet<string> => {
  const used = new Set<string>();
  for (const node of nodes)
    visit(node, {
      Variable: ({ name }) => {
        used.add(name.value);
      },
    });
  return used;
};

import { Kind, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/**
 * A supergraph without the keys that a subgraph declares as `resolvable: false` on a type for which it has a resolvable key as
 * well. The planner would take the subgraph for one that cannot resolve the type by any key.
 */
export const withoutShadowedKeys = (supergraph: DocumentNode): DocumentNode =>
  visit(supergraph, {
    enter: (node) => {
      if (node.kind === Kind.DOCUMENT) return undefined;
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return false;
      const rows = node.directives?.filter(({ name }) => name.value === 'join__type') ?? [];
      const resolving = new Set(rows.filter((row) => hasKey(row) && !isUnresolvable(row)).map(graphOf));
      const directives = node.directives?.filter((row) => !isShadowed(row, resolving)) ?? [];
      return directives.length === (node.directives?.length ?? 0) ? false : { ...node, directives };
    },
  });

const isShadowed = (row: ConstDirectiveNode, resolving: ReadonlySet<string | undefined>) =>
  row.name.value === 'join__type' && isUnresolvable(row) && resolving.has(graphOf(row));

const argument = (row: ConstDirectiveNode, name: string) =>
  row.arguments?.find((candidate) => candidate.name.value === name)?.value;

const hasKey = (row: ConstDirectiveNode) => argument(row, 'key')?.kind === Kind.STRING;

function isUnresolvable(row: ConstDirectiveNode): boolean {
  const resolvable = argument(row, 'resolvable');
  return resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
}

function graphOf(row: ConstDirectiveNode): string | undefined {
  const graph = argument(row, 'graph');
  return graph?.kind === Kind.ENUM ? graph.value : undefined;
}

import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

/** `subgraph: operation` of a plan's fetches, in order; an entity fetch has what it requires before an arrow. */
export const fetchesOf = ({ node }: QueryPlan): readonly string[] => (node ? inNode(node as PlanNode) : []);

function inNode(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case 'Fetch':
      return [textOf(node)];
    case 'Flatten':
      return inNode(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(inNode);
    case 'Condition':
      return [...(node.ifClause ? inNode(node.ifClause) : []), ...(node.elseClause ? inNode(node.elseClause) : [])];
    case 'Defer':
      throw new Error('@defer is not planned');
  }
}

const textOf = ({ serviceName, operation, requires }: FetchNode) =>
  requires
    ? `${serviceName}: ${selected(requires).join(' ')} => ${entityPart(operation)}`
    : `${serviceName}: ${operation}`;

const selected = (nodes: NonNullable<FetchNode['requires']>): readonly string[] =>
  nodes.flatMap((node) => {
    if (node.kind === 'InlineFragment') return selected(node.selections);
    const below = node.selections ? `{${selected(node.selections).join(' ')}}` : '';
    return `${node.alias ? `${node.alias}:` : ''}${node.name}${below}`;
  });

const entityPart = (operation: string) => /_entities\([^)]*\)(.*)\}$/.exec(operation)?.[1] ?? operation;

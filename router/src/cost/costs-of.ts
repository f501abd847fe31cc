import { OperationTypeNode, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { sum, type Evaluation } from './cost.ts';
import { schemaCosts } from './schema-costs.ts';
import { selectionCosts } from './selection-cost.ts';
import { weightsOf } from './weights.ts';

export interface CostOptions {
  /** Items of a list of which nothing is said; default 10. */
  readonly listSize?: number;
}

/** The cost of one operation with these coerced variables: no less than 0, no more than `Number.MAX_SAFE_INTEGER`. */
export type OperationCost = (variables: Evaluation['variables']) => number;

const LIST_SIZE = 10;
const MUTATION = 10;

/**
 * Estimates what operations cost at most, before anything is run, after IBM's cost directive specification as Apollo's demand
 * control reads it (https://ibm.github.io/graphql-specs/cost-spec.html): lists multiply what is in them, a mutation costs 10
 * more. Introspection costs nothing. An operation is compiled once; each evaluation looks at its variables only.
 * @throws GraphQLError when the supergraph is no SDL.
 */
export const costsOf = (supergraph: string | DocumentNode, apiSchema: GraphQLSchema, options: CostOptions = {}) => {
  const costs = schemaCosts(apiSchema, weightsOf(supergraph));
  const { listSize = LIST_SIZE } = options;

  return (document: DocumentNode, operation: OperationDefinitionNode): OperationCost => {
    const selections = selectionCosts({ document, schema: apiSchema, costs, listSize });
    const root = selections.costOf(operation.selectionSet, apiSchema.getRootType(operation.operation) ?? undefined);
    const cost = sum([operation.operation === OperationTypeNode.MUTATION ? MUTATION : 0, root]);
    if (typeof cost === 'number') {
      const known = Math.max(cost, 0);
      return () => known;
    }
    const slots = selections.slots();
    return (variables) => Math.max(cost({ variables, shared: new Float64Array(slots).fill(NaN) }), 0);
  };
};

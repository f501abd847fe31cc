import { operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { parse, printSchema, separateOperations, type DocumentNode } from 'graphql';
import { buildSupergraph } from '../supergraph/build-supergraph.ts';
import { withoutShadowedKeys } from '../supergraph/without-shadowed-keys.ts';
import { requirementConflicts } from '../supergraph/requirement-conflicts.ts';
import { joinedPlan, partsOf } from './apart.ts';
import { PLANNER_LIMITS, type PlannerLimits } from './planner-limits.ts';
import type { Planner } from './planner.ts';
import { planningErrorOf } from './planning-fault.ts';

export interface InlinePlannerOptions {
  readonly supergraphSdl: string;
  readonly limits?: Partial<Pick<PlannerLimits, 'paths' | 'evaluatedPlans'>> | undefined;
  /** Plans `@defer` as nodes of its own; without it `@defer` is ignored. */
  readonly incrementalDelivery?: boolean | undefined;
}

/**
 * Plans on this thread, which is held meanwhile: for tests, tools and the planner's own thread.
 * @throws when the supergraph cannot be read
 */
export const inlinePlanner = ({ supergraphSdl, limits, incrementalDelivery }: InlinePlannerOptions): Planner => {
  const document = parse(supergraphSdl, { noLocation: true });
  const conflicts = requirementConflicts(document);
  const supergraph = buildSupergraph(withoutShadowedKeys(document));
  const apiSchema = supergraph.apiSchema();
  const queryPlanner = new QueryPlanner(supergraph, {
    incrementalDelivery: { enableDefer: incrementalDelivery ?? false },
    debug: {
      pathsLimit: limits?.paths ?? PLANNER_LIMITS.paths,
      maxEvaluatedPlans: limits?.evaluatedPlans ?? PLANNER_LIMITS.evaluatedPlans,
    },
  });
  const planPart = (part: DocumentNode, operationName: string | undefined): QueryPlan =>
    queryPlanner.buildQueryPlan(
      operationFromDocument(apiSchema, part, { ...(operationName !== undefined && { operationName }) }),
    );
  return {
    supergraph: {
      apiSdl: printSchema(apiSchema.toGraphQLJSSchema({ includeDefer: incrementalDelivery ?? false })),
      subgraphs: supergraph.subgraphsMetadata().map(({ name, url }) => ({ name, url })),
    },
    plan: (text, operationName) =>
      settled(() => {
        const parts = partsOf(documentOf(text, operationName), conflicts);
        const plans = parts.map((part) => planPart(part, operationName));
        return plans.length === 1 && plans[0] ? plans[0] : joinedPlan(plans);
      }),
    close: () => Promise.resolve(),
  };
};

function settled(plan: () => QueryPlan): Promise<QueryPlan> {
  try {
    return Promise.resolve(plan());
  } catch (error) {
    return Promise.reject(planningErrorOf(error));
  }
}

// The planner reads every fragment of a document against the variables of the one operation: those of others would fail. And
// it uses fragments again in its fetches, those too that nobody spreads, which puts what is in them before what is not.
function documentOf(text: string, operationName: string | undefined): DocumentNode {
  const document = parse(text, { noLocation: true });
  const separated = separateOperations(document);
  const [only, ...others] = Object.keys(separated);
  const name = operationName ?? (others.length === 0 ? only : undefined);
  return (name === undefined ? undefined : separated[name]) ?? document;
}

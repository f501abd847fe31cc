import { operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { Kind, OperationTypeNode, parse, printSchema, separateOperations, type DocumentNode } from 'graphql';
import { withoutDefer } from '../document/defer.ts';
import { buildSupergraph } from '../supergraph/build-supergraph.ts';
import { withoutShadowedKeys } from '../supergraph/without-shadowed-keys.ts';
import { hasInterfaceObjects } from '../supergraph/interface-objects.ts';
import { requirementConflicts } from '../supergraph/requirement-conflicts.ts';
import { joinedPlan, partsOf } from './apart.ts';
import { PLANNER_LIMITS, type PlannerLimits } from './planner-limits.ts';
import type { Planner } from './planner.ts';
import { planningErrorOf } from './planning-fault.ts';

export interface InlinePlannerOptions {
  readonly supergraphSdl: string;
  readonly limits?: Partial<Pick<PlannerLimits, 'paths' | 'evaluatedPlans'>> | undefined;
  /**
   * Plans `@defer` as nodes of its own; without it `@defer` is ignored, as it is in subscriptions, in what has to be planned in
   * several parts, and in supergraphs with `@interfaceObject`.
   */
  readonly incrementalDelivery?: boolean | undefined;
}

/**
 * Plans on this thread, which is held meanwhile: for tests, tools and the planner's own thread.
 * @throws when the supergraph cannot be read
 */
export const inlinePlanner = ({ supergraphSdl, limits, incrementalDelivery }: InlinePlannerOptions): Planner => {
  const document = parse(supergraphSdl, { noLocation: true });
  const conflicts = requirementConflicts(document);
  // With @interfaceObject what is deferred may come to depend on itself, and @apollo/query-planner 2.14 goes round for ever.
  const mayDefer = !hasInterfaceObjects(document);
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
        const document = documentOf(text, operationName);
        const parts = partsOf(document, conflicts);
        const isDeferrable = mayDefer && parts.length === 1 && !isSubscription(document);
        const plans = parts.map((part) => planPart(isDeferrable ? part : withoutDefer(part), operationName));
        return plans.length === 1 && plans[0] ? plans[0] : joinedPlan(plans);
      }),
    close: () => Promise.resolve(),
  };
};

const isSubscription = ({ definitions }: DocumentNode) =>
  definitions.some((one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.SUBSCRIPTION);

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

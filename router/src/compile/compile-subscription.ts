import type { SubscriptionNode } from '@apollo/query-planner';
import type { RequestState, Step } from '../execute/request-state.ts';
import { takingRoot } from '../execute/root-fetch.ts';
import type { FetchAnswer } from '../execute/wave.ts';
import { compilePlan, type PlanCompiler } from './compile-plan.ts';
import type { FetchSpec } from './fetch-spec.ts';
import { compileRewrites } from './rewrites.ts';

/** What a subgraph is asked that serves a subscription itself. */
export interface PrimarySubscription {
  readonly spec: FetchSpec;
  /** Makes one of its events the beginning of the data. */
  readonly take: (state: RequestState, event: FetchAnswer) => void;
}

export interface CompiledSubscription {
  readonly primary: PrimarySubscription;
  /** What is fetched for each event. */
  readonly run: Step;
}

/** Compiles a subscription's plan. @throws as `compilePlan` does */
export const compileSubscription = (
  { primary, rest }: SubscriptionNode,
  compiler: PlanCompiler,
): CompiledSubscription => {
  const { specs, typeNames, merging } = compiler;
  const spec = specs.of(primary);
  const rewriteOutput = compileRewrites(primary.outputRewrites, typeNames);
  return {
    primary: { spec, take: takingRoot({ spec, rewriteOutput, merge: merging.deepMerge }) },
    run: compilePlan({ kind: 'QueryPlan', ...(rest && { node: rest }) }, compiler),
  };
};

import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { PlanningError } from '../plan/planner.ts';
import { entityFetch } from '../execute/entity-fetch.ts';
import type { Send } from '../execute/wave.ts';
import type { RequestState, Step } from '../execute/request-state.ts';
import { rootFetch } from '../execute/root-fetch.ts';
import type { FetchSpecs } from './fetch-spec.ts';
import type { Merging } from './merge.ts';
import { compileRepresentation } from './representations.ts';
import { compileRewrites } from './rewrites.ts';
import type { TypeNames } from './type-names.ts';
import { Unsupported } from './unsupported.ts';

export interface PlanCompiler {
  readonly typeNames: TypeNames;
  readonly specs: FetchSpecs;
  /** How representations are wanted by each subgraph's transport. */
  readonly takes: (subgraph: string) => 'texts' | 'objects';
  readonly send: Send;
  readonly merging: Merging;
  /** The client's name of a variable or response key of the plan. */
  readonly clientName: (name: string) => string;
}

/**
 * Compiles a plan to one function, which waits only where a subgraph has to be waited for.
 * @throws Unsupported for what stock execution carries out; PlanningError for what nobody does
 */
export const compilePlan = (plan: QueryPlan, compiler: PlanCompiler): Step => {
  const { node } = plan;
  if (!node) return () => undefined;
  if (node.kind === 'Subscription') throw new Unsupported(node.kind);
  return compileNode(node, compiler);
};

/** What of a plan is fetched for a part that is answered later. */
export interface DeferredStep {
  readonly label: string;
  /** Fetches that bring what it needs; it may begin when all have. */
  readonly depends: readonly string[];
  readonly run: Step;
  /** What is deferred within it. */
  readonly deferred: readonly DeferredStep[];
}

export interface StepsInParts {
  readonly run: Step;
  readonly deferred: readonly DeferredStep[];
}

/**
 * Compiles a plan that defers something. What the planner can fetch no later than what is around it is no part of its own:
 * its fragment has no step here. @throws as `compilePlan` does
 */
export const compileInParts = ({ node }: QueryPlan, compiler: PlanCompiler): StepsInParts => {
  if (node?.kind === 'Subscription') throw new Unsupported(node.kind);
  const { run = () => undefined, deferred } = compileParts(node, compiler);
  return { run, deferred };
};

function compileParts(
  node: PlanNode | undefined,
  compiler: PlanCompiler,
): { readonly run: Step | undefined; readonly deferred: readonly DeferredStep[] } {
  if (node?.kind !== 'Defer') return { run: node && compileNode(node, compiler), deferred: [] };
  return {
    run: node.primary.node && compileNode(node.primary.node, compiler),
    deferred: node.deferred.flatMap(({ label, depends, node: later }) => {
      const { run, deferred } = compileParts(later, compiler);
      if (!run) return deferred;
      if (label === undefined) throw new Unsupported('a part without a label');
      return [{ label, depends: depends.map(({ id }) => id), run, deferred }];
    }),
  };
}

const KINDS: ReadonlySet<string> = new Set(['Sequence', 'Parallel', 'Condition', 'Flatten', 'Fetch']);

function compileNode(node: PlanNode, compiler: PlanCompiler): Step {
  // Later planners may know more than these types.
  if (!KINDS.has(node.kind)) throw new Unsupported(node.kind);
  switch (node.kind) {
    case 'Sequence':
      return sequence(node.nodes.map((child) => compileNode(child, compiler)));
    case 'Parallel':
      return parallel(node.nodes.map((child) => compileNode(child, compiler)));
    case 'Condition': {
      const whenTrue = node.ifClause && compileNode(node.ifClause, compiler);
      const whenFalse = node.elseClause && compileNode(node.elseClause, compiler);
      const variable = compiler.clientName(node.condition);
      return (state) => (state.coerced[variable] === true ? whenTrue : whenFalse)?.(state);
    }
    case 'Flatten':
      if (node.node.kind !== 'Fetch') throw new Unsupported(`Flatten of ${node.node.kind}`);
      return compileFetch(node.node, node.path, compiler);
    case 'Fetch':
      return compileFetch(node, [], compiler);
    case 'Defer':
      throw new Unsupported(node.kind);
  }
}

function compileFetch(
  node: FetchNode,
  path: readonly (string | number)[],
  { specs, typeNames, takes, send, merging }: PlanCompiler,
): Step {
  // Stock execution would leave the arguments out, and the subgraph answer as if there were none.
  if (node.contextRewrites?.length)
    throw new PlanningError('INTERNAL_SERVER_ERROR', `A field of ${node.serviceName} takes arguments from a @context`);
  const spec = specs.of(node);
  const { deepMerge } = merging;
  const rewriteOutput = compileRewrites(node.outputRewrites, typeNames);
  if (!node.requires) return announced(node, rootFetch({ spec, rewriteOutput, send, merge: deepMerge }));
  const fetch = entityFetch({
    spec,
    path,
    rewriteOutput,
    representation: compileRepresentation({
      requires: node.requires,
      inputRewrites: node.inputRewrites,
      typeNames,
      takes: takes(node.serviceName),
      selection: spec.entities?.selection,
    }),
    merge: (spec.entities && !rewriteOutput && merging.compileMerge(spec.entities.selection)) || deepMerge,
  });
  return announced(node, fetch);
}

// Fetches that something deferred depends on have an id.
function announced({ id }: FetchNode, fetch: Step): Step {
  if (id === undefined) return fetch;
  return (state) => {
    const waiting = fetch(state);
    if (waiting) return waiting.then(() => state.onFetched?.(id));
    state.onFetched?.(id);
  };
}

function sequence(steps: readonly Step[]): Step {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  const from = (at: number, state: RequestState): Promise<void> | void => {
    for (let next = at; next < steps.length; next += 1) {
      const waiting = (steps[next] as Step)(state);
      if (waiting) return waiting.then(() => from(next + 1, state));
    }
  };
  return (state) => from(0, state);
}

function parallel(steps: readonly Step[]): Step {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (state) => {
    const waiting: Promise<void>[] = [];
    for (const step of steps) {
      const one = step(state);
      if (one) waiting.push(one);
    }
    if (waiting.length === 0) return undefined;
    return waiting.length === 1 ? waiting[0] : Promise.all(waiting).then(nothing);
  };
}

const nothing = () => undefined;

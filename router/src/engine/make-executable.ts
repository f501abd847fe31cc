import { getOperationAST, OperationTypeNode, print, type DocumentNode } from 'graphql';
import type { PrunedOperation } from '../authorize/prune.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { compileSubscription } from '../compile/compile-subscription.ts';
import { Unsupported } from '../compile/unsupported.ts';
import { isEmptyWrongly } from '../plan/empty-plan.ts';
import { PlanningError } from '../plan/planner.ts';
import { withoutConditions, type Booleans } from '../plan/without-conditions.ts';
import { compileProjector } from '../project/compile-projector.ts';
import type { Projector } from '../project/projector.ts';
import type { Identity } from './engine.ts';
import type { Executable, OperationToMake, Runnable } from './executable.ts';
import { approximateBytes } from './plan-size.ts';
import type { Workshop } from './workshop.ts';

export interface MadeFor {
  /** Undefined for somebody who may do everything. */
  readonly identity: Identity | undefined;
  /** Coerced variables; only those of `@skip` and `@include` are read. */
  readonly booleans: Booleans;
}

/** Plans and compiles an operation. @throws when the planner fails, which asking again may mend. */
export const makeExecutable = async (
  workshop: Workshop,
  operation: OperationToMake,
  { identity, booleans }: MadeFor,
): Promise<Executable> => {
  const { whole: document, definition, cursor } = operation;
  const pruned =
    identity && workshop.authorization.prune(document, definition, (requirement) => requirement.isMet(identity));
  const project = projectorFor(workshop, operation, { pruned, booleans });
  if (pruned && !pruned.document) return { run: () => undefined, planBytes: 0, project, pruned };
  try {
    const allowed = withoutConditions(pruned?.document ?? document, booleans);
    const planned = await plan(workshop, operation, cursor ? cursor.selected(allowed) : allowed);
    return { ...planned, project, pruned };
  } catch (error) {
    if (!(error instanceof PlanningError) || error.code !== 'QUERY_PLAN_TOO_EXPENSIVE') throw error;
    const message = 'This operation is too complicated to be planned. Ask for less at once.';
    return { error: { message, extensions: { code: error.code } }, status: 400 };
  }
};

// What was refused is null although a plan may have fetched it for itself, as a key or for a @requires.
function projectorFor(
  { apiSchema: schema, requiredFields: { dataKey } }: Workshop,
  { whole: document, definition }: OperationToMake,
  { pruned, booleans }: { pruned: PrunedOperation | undefined; booleans: Booleans },
): Projector {
  if (!pruned) return compileProjector({ schema, document, operation: definition, booleans, dataKey });
  const { whole, refused } = pruned;
  const operation = getOperationAST(whole) ?? definition;
  return compileProjector({ schema, document: whole, operation, booleans, dataKey, refused });
}

async function plan(
  workshop: Workshop,
  operation: OperationToMake,
  allowed: DocumentNode,
): Promise<Pick<Runnable, 'run' | 'primary' | 'planBytes'>> {
  const { planner, requiredFields, watch, log } = workshop;
  const started = performance.now();
  const renamed = requiredFields.rename(allowed);
  const text = renamed === operation.document ? operation.query : print(renamed);
  const made = await planner.plan(text, operation.name);
  const definition = getOperationAST(renamed, operation.name) ?? operation.definition;
  if (isEmptyWrongly(made, definition, renamed))
    throw new Error(`The planner found nothing to fetch for ${operation.name ?? 'an operation without a name'}`);
  const planBytes = approximateBytes(made);
  try {
    if (made.node?.kind === 'Subscription') return { ...compileSubscription(made.node, workshop), planBytes };
    return { run: compilePlan(made, workshop), planBytes };
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    const { message } = error;
    if (definition.operation === OperationTypeNode.SUBSCRIPTION) {
      // Stock execution knows none: without a primary it is refused.
      log.error({ operation: operation.name, reason: message }, 'subscription cannot be served');
      return { run: () => undefined, planBytes };
    }
    log.warn({ operation: operation.name, reason: message }, 'operation left to stock execution');
    const run = workshop.stock({ plan: made, document: renamed });
    return { run: (state) => (watch.onStock?.(operation, message), run(state)), planBytes };
  } finally {
    watch.onPlanned?.(operation, performance.now() - started);
  }
}

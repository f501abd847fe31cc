import { getOperationAST, print } from 'graphql';
import type { PrunedOperation } from '../authorize/prune.ts';
import { compileInParts, type DeferredStep, type StepsInParts } from '../compile/compile-plan.ts';
import { Unsupported } from '../compile/unsupported.ts';
import { isEmptyWrongly } from '../plan/empty-plan.ts';
import { labelledFragments, type LabelledOperation } from '../plan/labelled-fragments.ts';
import { PlanningError } from '../plan/planner.ts';
import { withoutConditions } from '../plan/without-conditions.ts';
import { compilePartsProjector } from '../project/compile-parts-projector.ts';
import type { DeferredPart } from './deferred-part.ts';
import type { Executable, OperationToMake, Runnable } from './executable.ts';
import { makeExecutable, type MadeFor } from './make-executable.ts';
import { approximateBytes } from './plan-size.ts';
import type { Workshop } from './workshop.ts';

/**
 * Plans and compiles an operation of which something is deferred. Where the planner defers nothing, or in a way that is not
 * known here, it is made as if nothing were: all in one answer. @throws as `makeExecutable` does
 */
export const makeInParts = async (
  workshop: Workshop,
  operation: OperationToMake,
  madeFor: MadeFor,
): Promise<Executable> => {
  const { identity, booleans } = madeFor;
  const labelled = labelledFragments(operation.document, operation.definition, booleans);
  const pruned =
    labelled &&
    identity &&
    workshop.authorization.prune(labelled.document, labelled.definition, (requirement) => requirement.isMet(identity));
  const steps =
    labelled && (!pruned || pruned.document) && (await stepsOf(workshop, operation, { labelled, pruned, madeFor }));
  if (!steps || steps.deferred.length === 0) return makeExecutable(workshop, operation, madeFor);
  return runnableOf(workshop, steps, { labelled, pruned, madeFor });
};

interface Labelled {
  readonly labelled: LabelledOperation;
  readonly pruned: PrunedOperation | undefined;
  readonly madeFor: MadeFor;
}

interface Steps extends StepsInParts {
  readonly planBytes: number;
}

/** Undefined when the planner or the compiler does not get by with what is deferred. */
async function stepsOf(
  workshop: Workshop,
  operation: OperationToMake,
  { labelled, pruned, madeFor }: Labelled,
): Promise<Steps | undefined> {
  const { planner, requiredFields, watch, log } = workshop;
  const started = performance.now();
  const { name } = operation;
  const document = requiredFields.rename(withoutConditions(pruned?.document ?? labelled.document, madeFor.booleans));
  try {
    const plan = await planner.plan(print(document), name);
    const definition = getOperationAST(document, name) ?? labelled.definition;
    if (isEmptyWrongly(plan, definition, document)) return undefined;
    const steps = compileInParts(plan, workshop);
    watch.onPlanned?.(operation, performance.now() - started);
    return { ...steps, planBytes: approximateBytes(plan) };
  } catch (error) {
    if (!(error instanceof PlanningError || error instanceof Unsupported)) throw error;
    log.warn({ operation: name, reason: error.message }, 'operation answered whole');
    return undefined;
  }
}

function runnableOf(workshop: Workshop, steps: Steps, { labelled, pruned, madeFor }: Labelled): Runnable {
  const { apiSchema: schema, requiredFields } = workshop;
  const stepByLabel = new Map(flat(steps.deferred).map((step) => [step.label, step]));
  const labels = new Set(stepByLabel.keys());
  const document = pruned?.whole ?? labelled.document;
  const projector = compilePartsProjector(
    {
      schema,
      document,
      operation: getOperationAST(document) ?? labelled.definition,
      booleans: madeFor.booleans,
      dataKey: requiredFields.dataKey,
      refused: pruned?.refused,
    },
    labels,
  );
  const prunedIn = (label: string | undefined) => pruned && onlyIn(label, pruned, labels);
  const parts = projector.parts.map((part): DeferredPart => {
    const { depends, run } = stepByLabel.get(part.label) as DeferredStep;
    return {
      ...part,
      clientLabel: labelled.labels.get(part.label),
      depends,
      run,
      pruned: prunedIn(part.label),
    };
  });
  return {
    run: steps.run,
    project: (data, introspection) => {
      const first = projector.first(data);
      return first && projector.textOf(first, introspection);
    },
    planBytes: steps.planBytes,
    pruned: prunedIn(undefined),
    inParts: { projector, parts },
  };
}

const flat = (steps: readonly DeferredStep[]): readonly DeferredStep[] =>
  steps.flatMap((step) => [step, ...flat(step.deferred)]);

/** With the errors of one part alone. */
function onlyIn(label: string | undefined, pruned: PrunedOperation, labels: ReadonlySet<string>): PrunedOperation {
  const errors = pruned.errors.filter(({ deferred }) => deferred.findLast((one) => labels.has(one)) === label);
  return { ...pruned, errors };
}

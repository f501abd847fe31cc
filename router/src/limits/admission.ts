import type {
  Admission,
  AdmissionRefusal,
  CoercedVariables,
  EngineRequest,
  Identity,
  Operation,
} from '../engine/engine.ts';
import type { RateGuard } from '../rates/rate-guard.ts';
import { budgetOf, type Budgets } from './budgets.ts';

/** What the front knows of a request. */
export interface RequestFacts {
  readonly identity: Identity;
  /** The peer's address as `clientAddress` tells it. */
  readonly clientAddress: string;
  /** The client asks for `extensions.cost` with `x-stoa-cost: 1`. */
  readonly wantsCost: boolean;
}

export interface AdmissionOptions {
  readonly budgets: Budgets;
  /** Absent: nobody is limited in how often. */
  readonly rates?: RateGuard | undefined;
}

const ADMITTED: Admission = {};

/**
 * Decides, once an operation's variables are known, whether it is run: its cost against its caller's budget, then the rates.
 * What is over budget takes nothing from a rate. The answer is a promise only where a rate applies.
 */
export const admission = ({ budgets, rates }: AdmissionOptions) => {
  const budgetFor = budgetOf(budgets);

  return (facts: RequestFacts): NonNullable<EngineRequest['admit']> =>
    (operation: Operation, variables: CoercedVariables) => {
      const requested = operation.costOf(variables);
      const budget = budgetFor(facts.identity);
      const extensions = facts.wantsCost ? { cost: { requested, budget } } : undefined;
      if (requested > budget) return refused(overBudget(requested, budget), extensions);
      const rated = rates?.({ operation, variables, cost: requested, client: facts });
      if (rated) return rated.then((refusal) => (refusal ? refused(refusal, extensions) : admitted(extensions)));
      return admitted(extensions);
    };
};

const admitted = (extensions: Admission['extensions']): Admission => (extensions ? { extensions } : ADMITTED);

const refused = (refusal: AdmissionRefusal, extensions: Admission['extensions']): Admission => ({
  refusal,
  ...(extensions && { extensions }),
});

const overBudget = (cost: number, limit: number): AdmissionRefusal => ({
  status: 400,
  error: {
    message: `This operation may cost ${cost}; ${limit} is the most for one. Ask for smaller pages or split it.`,
    extensions: { code: 'COST_LIMIT_EXCEEDED', cost, limit },
  },
});
